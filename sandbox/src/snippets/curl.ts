import { endpoint, exchangeBody, type Snippet, type SnippetFacts } from './snippet.js'

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

export function curlSnippet(facts: SnippetFacts): Snippet {
  const { origin, pathname } = new URL(facts.gatewayUrl)
  const body = quoted(exchangeBody(facts, 'AUTH_CODE')).replace('AUTH_CODE', `'"\${AUTH_CODE:-TRYME}"'`)
  const code = `#!/bin/sh
# Signs applyToken with openssl and sends it with curl. MERCHANT_KEY: the file with the private key (PEM).
CLIENT_ID=${quoted(facts.clientId)}
URI=${quoted(pathname + endpoint)}
BODY=${body}
REQUEST_TIME=$(date -u +%Y-%m-%dT%H:%M:%S+00:00)
SIGNATURE=$(printf 'POST %s\\n%s.%s.%s' "$URI" "$CLIENT_ID" "$REQUEST_TIME" "$BODY" |
  openssl dgst -sha256 -sign "$MERCHANT_KEY" | openssl base64 -A | sed 's/+/%2B/g; s/\\//%2F/g; s/=/%3D/g')
curl -sS ${quoted(origin)}"$URI" \\
  -H 'Content-Type: application/json; charset=UTF-8' \\
  -H "Client-Id: $CLIENT_ID" -H "Request-Time: $REQUEST_TIME" \\
  -H "Signature: algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=$SIGNATURE" \\
  --data-binary "$BODY"
`
  return { language: 'curl', fileName: 'apply-token.sh', run: 'MERCHANT_KEY=key.pem sh apply-token.sh', code }
}
