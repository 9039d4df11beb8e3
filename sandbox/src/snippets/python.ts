import {
  addressOf,
  bodiesOf,
  literal,
  paths,
  purpose,
  runWith,
  type Snippet,
  type SnippetFacts,
} from './snippet.js'

/** Python's own library has no RSA, so openssl signs and verifies: nothing has to be installed. */
export function pythonSnippet(facts: SnippetFacts): Snippet {
  const { origin, prefix } = addressOf(facts)
  const { exchange, send } = bodiesOf(facts)
  const code = `${purpose.map((line) => `# ${line}`).join('\n')}
import base64, datetime, json, os, subprocess, tempfile, time, urllib.parse, urllib.request

CLIENT_ID = ${literal(facts.clientId)}
PLATFORM_KEY = """${facts.platformPublicKey}"""


def openssl(*options, text):
    return subprocess.run(["openssl", "dgst", "-sha256", *options], input=text, stdout=subprocess.PIPE)


def verify(text, signature):
    with tempfile.TemporaryDirectory() as work:
        key, signed = os.path.join(work, "platform.pem"), os.path.join(work, "signature")
        open(key, "w").write(PLATFORM_KEY)
        open(signed, "wb").write(signature)
        return openssl("-verify", key, "-signature", signed, text=text).returncode == 0


def call(path, body):
    uri = ${literal(prefix)} + path
    body = json.dumps(body).encode()
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    text = f"POST {uri}\\n{CLIENT_ID}.{now}.".encode() + body
    signature = base64.b64encode(openssl("-sign", os.environ["MERCHANT_KEY"], text=text).stdout)
    request = urllib.request.Request(${literal(origin)} + uri, data=body, headers={
        "Content-Type": "application/json; charset=UTF-8",
        "Client-Id": CLIENT_ID,
        "Request-Time": now,
        "Signature": f"algorithm=RSA256, keyVersion=${facts.keyVersion}, signature={urllib.parse.quote(signature, safe='')}",
    })
    with urllib.request.urlopen(request) as response:
        answer, headers = response.read(), response.headers
    text = f"POST {uri}\\n{CLIENT_ID}.{headers['Response-Time']}.".encode() + answer
    signature = urllib.parse.unquote(headers["Signature"].split("signature=")[1])
    if not verify(text, base64.b64decode(signature)):
        raise SystemExit("The signature of the answer is not valid.")
    print(answer.decode())
    return json.loads(answer)


exchange = json.loads(${literal(exchange)})
exchange["authCode"] = os.environ.get("AUTH_CODE", "TRYME")
token = call(${literal(paths.exchange)}, exchange).get("accessToken")
if token:
    message = json.loads(${literal(send)})
    message.update(accessToken=token, requestId=f"order-{time.time_ns()}")
    call(${literal(paths.send)}, message)
`
  const fileName = 'send_message.py'
  return { language: 'python', fileName, run: runWith(`python3 ${fileName}`, 'SSL_CERT_FILE', facts), code }
}
