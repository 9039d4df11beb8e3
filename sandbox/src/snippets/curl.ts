import {
  addressOf,
  bodiesOf,
  paths,
  purpose,
  runWith,
  shellLiteral,
  type Snippet,
  type SnippetFacts,
} from './snippet.js'

export function curlSnippet(facts: SnippetFacts): Snippet {
  const { origin, prefix } = addressOf(facts)
  const { exchange, send } = bodiesOf(facts)
  /** The shell's own value in the middle of a text in single quotes. */
  const filled = (body: string, ...names: string[]): string =>
    names.reduce((text, name) => text.replace(`"${name}"`, `"'"$${name}"'"`), shellLiteral(body))
  const code = `#!/bin/sh
${purpose.map((line) => `# ${line}`).join('\n')}
set -eu
ORIGIN=${shellLiteral(origin)}
CLIENT_ID=${shellLiteral(facts.clientId)}
AUTH_CODE=\${AUTH_CODE:-TRYME}
REQUEST_ID=order-$(date +%s)
WORK=$(mktemp -d)
trap 'rm -r "$WORK"' EXIT
cat >"$WORK/platform.pem" <<'END'
${facts.platformPublicKey.trim()}
END

# call PATH BODY: signs, sends, verifies; leaves the answer in $WORK/answer.
call() {
  URI=${shellLiteral(prefix)}$1
  TIME=$(date -u +%Y-%m-%dT%H:%M:%S+00:00)
  SIGNATURE=$(printf 'POST %s\\n%s.%s.%s' "$URI" "$CLIENT_ID" "$TIME" "$2" |
    openssl dgst -sha256 -sign "$MERCHANT_KEY" | openssl base64 -A | sed 's/+/%2B/g; s/\\//%2F/g; s/=/%3D/g')
  curl -sS "$ORIGIN$URI" -D "$WORK/headers" -o "$WORK/answer" \\
    -H 'Content-Type: application/json; charset=UTF-8' \\
    -H "Client-Id: $CLIENT_ID" -H "Request-Time: $TIME" \\
    -H "Signature: algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=$SIGNATURE" \\
    --data-binary "$2"
  header() { tr -d '\\r' <"$WORK/headers" | sed -n "s/^$1: *//Ip"; }
  header Signature | sed 's/.*signature=//; s/%2B/+/g; s/%2F/\\//g; s/%3D/=/g' | openssl base64 -d -A >"$WORK/signature"
  { printf 'POST %s\\n%s.%s.' "$URI" "$CLIENT_ID" "$(header Response-Time)"; cat "$WORK/answer"; } |
    openssl dgst -sha256 -verify "$WORK/platform.pem" -signature "$WORK/signature" >/dev/null ||
    { echo 'The signature of the answer is not valid.' >&2; exit 1; }
  cat "$WORK/answer"
  echo
}

call ${paths.exchange} ${filled(exchange, 'AUTH_CODE')}
ACCESS_TOKEN=$(sed -n 's/.*"accessToken":"\\([^"]*\\)".*/\\1/p' "$WORK/answer")
if [ -n "$ACCESS_TOKEN" ]; then
  call ${paths.send} ${filled(send, 'ACCESS_TOKEN', 'REQUEST_ID')}
fi
`
  const fileName = 'send-message.sh'
  return { language: 'curl', fileName, run: runWith(`sh ${fileName}`, 'CURL_CA_BUNDLE', facts), code }
}
