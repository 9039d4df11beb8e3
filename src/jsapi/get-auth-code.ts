import type { AuthCode, CodePurpose } from '../auth-code.js'
import { fail } from '../errors.js'
import type { Bridge } from '../host.js'
import { callJsapi, field, textField } from './call-jsapi.js'
import { jsapiErrors } from './jsapi-errors.js'

/** The code, in the shapes of AlipayCN and of the Alipay+ wallets. */
export function readAuthCode(answer: unknown, scopes: string[]): string {
  const code = textField(answer, 'authCode')
  const refused = field(answer, 'authErrorScopes')
  const granted = field(answer, 'authSuccessScopes')
  const denied = scopes.filter(
    (scope) => field(refused, scope) !== undefined || (Array.isArray(granted) && !granted.includes(scope)),
  )
  const error = field(answer, 'error') as string | undefined
  if (code && !denied[0] && !error) return code

  throw fail(
    jsapiErrors[error as string] || (denied[0] ? 'AUTH_DENIED' : 'SYSTEM'),
    __DEV__
      ? `my.getAuthCode: not granted [${denied.join()}], error ${error} ${textField(answer, 'errorMessage')}.`
      : `${denied.join()} ${error}`,
  )
}

/** A new code; what it is for is part of its type. */
export function getAuthCode<Purpose extends CodePurpose>(
  bridge: Bridge | undefined,
  scopes: string[],
): Promise<AuthCode<Purpose>> {
  return callJsapi(bridge, 'getAuthCode', 'bridge', { scopes }).then(
    (answer) => readAuthCode(answer, scopes) as AuthCode<Purpose>,
  )
}
