// Which step of the loop failed, read from what platform, backend and front end said; never from what was broken.

/** From the most telling to the least: a code that only the named step can cause stands first. */
const signs = [
  ['signature', /^(SIGNATURE_INVALID|INVALID_SIGNATURE|KEY_NOT_FOUND|CLIENT_INVALID)$/],
  ['code', /^((INVALID|USED|EXPIRED)_(AUTHCODE|CODE)|AUTH_CODE_(SPENT|INVALID|EXPIRED))$/],
  ['template', /^(TEMPLATE_NOT_EXIST|TEMPLATE_NOT_FOUND|INVALID_TEMPLATE_CODE|PARAM_ILLEGAL)$/],
  ['token', /^((INVALID|EXPIRED)_ACCESS_TOKEN|(INVALID|USED|EXPIRED)_REFRESH_TOKEN|AUTHORIZATION_NEEDED)$/],
  ['consent', /^(NOT_SUBSCRIBED|USER_NOT_SUBSCRIBED|REJECT|CANCELLED)$/],
  ['backend', /^(NETWORK|TIMEOUT)$/],
]

/** The step that these codes point to, or `unknown`. Codes may stand inside longer texts. */
export function failedStep(texts) {
  const codes = texts.flatMap((text) => String(text ?? '').match(/[A-Z][A-Z_]{3,}/g) ?? [])
  return signs.find(([, sign]) => codes.some((code) => sign.test(code)))?.[0] ?? 'unknown'
}
