import { endpoint, exchangeBody, literal, type Snippet, type SnippetFacts } from './snippet.js'

/** Python's own library has no RSA, so openssl signs: nothing has to be installed. */
export function pythonSnippet(facts: SnippetFacts): Snippet {
  const { origin, pathname } = new URL(facts.gatewayUrl)
  const code = `# Signs applyToken and sends it. MERCHANT_KEY: the file with the private key (PEM).
import base64, datetime, os, subprocess, urllib.parse, urllib.request

client_id = ${literal(facts.clientId)}
uri = ${literal(pathname + endpoint)}
body = ${literal(exchangeBody(facts, 'AUTH_CODE'))}.replace("AUTH_CODE", os.environ.get("AUTH_CODE", "TRYME")).encode()
time = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
text = f"POST {uri}\\n{client_id}.{time}.".encode() + body
signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", os.environ["MERCHANT_KEY"]],
                        input=text, stdout=subprocess.PIPE, check=True).stdout
signature = urllib.parse.quote(base64.b64encode(signed), safe="")

request = urllib.request.Request(${literal(origin)} + uri, data=body, headers={
    "Content-Type": "application/json; charset=UTF-8",
    "Client-Id": client_id,
    "Request-Time": time,
    "Signature": f"algorithm=RSA256, keyVersion=${facts.keyVersion}, signature={signature}",
})
print(urllib.request.urlopen(request).read().decode())
`
  return {
    language: 'python',
    fileName: 'apply_token.py',
    run: 'MERCHANT_KEY=key.pem python3 apply_token.py',
    code,
  }
}
