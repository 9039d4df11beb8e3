import type { LoggedCall } from '../gateway/request-log.js'
import { secretFields, withoutSecrets } from '../gateway/request-log.js'

const variables: Record<string, string> = {
  accessToken: 'ACCESS_TOKEN',
  refreshToken: 'REFRESH_TOKEN',
  authCode: 'AUTH_CODE',
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

// No JSON text holds these two as they are, so that they mark the places of the secrets after quoting.
const mark = (name: string): string => `\u0001${name}\u0002`

/**
 * The call as a shell script for curl and openssl. It holds no secret: the key is a file that
 * MERCHANT_KEY names, and tokens and codes come from the environment.
 */
export function curlOf({ request }: LoggedCall, origin: string): string {
  const shown = withoutSecrets(request.body, mark)
  const used = secretFields.filter((name) => shown.includes(mark(name)))
  const body = used.reduce(
    (text, name) => text.replaceAll(mark(name), `'"$${variables[name] ?? ''}"'`),
    quoted(shown),
  )
  return [
    '#!/bin/sh',
    '# Signs the call and sends it again.',
    ': "${MERCHANT_KEY:?the file with the merchant private key (PEM)}"',
    ...used.map((name) => `: "\${${variables[name] ?? ''}:?the ${name} to send}"`),
    `CLIENT_ID=${quoted(request.clientId ?? '')}`,
    `URI=${quoted(request.uri)}`,
    `BODY=${body}`,
    'REQUEST_TIME=$(date -u +%Y-%m-%dT%H:%M:%S+00:00)',
    `SIGNATURE=$(printf 'POST %s\\n%s.%s.%s' "$URI" "$CLIENT_ID" "$REQUEST_TIME" "$BODY" |`,
    `  openssl dgst -sha256 -sign "$MERCHANT_KEY" | openssl base64 -A | sed 's/+/%2B/g; s/\\//%2F/g; s/=/%3D/g')`,
    `curl -sS -X POST ${quoted(origin)}"$URI" \\`,
    `  -H 'Content-Type: application/json; charset=UTF-8' \\`,
    '  -H "Client-Id: $CLIENT_ID" -H "Request-Time: $REQUEST_TIME" \\',
    '  -H "Signature: algorithm=RSA256, keyVersion=1, signature=$SIGNATURE" \\',
    '  --data-binary "$BODY"',
    '',
  ].join('\n')
}
