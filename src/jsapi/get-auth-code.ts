import type { AuthCode } from '../auth-code'
import { fail } from '../errors'
import type { Bridge } from '../host'
import type { KnownErrorCode } from '../result'
import { callJsapi, describeError, field, textField, type JsapiAnswer } from './call-jsapi'

/** AlipayCN's numeric errors. 3 also comes from the Android back key, so it counts as closing. */
const errors: Record<string, KnownErrorCode> = {
  3: 'CANCELLED',
  4: 'UNAVAILABLE',
  11: 'AUTH_DENIED',
  12: 'NETWORK',
}

/** The code, in the shapes of AlipayCN and of the Alipay+ wallets. */
export function readAuthCode({ failed, answer }: JsapiAnswer, scopes: string[]): string {
  const code = textField(answer, 'authCode')
  const refused = field(answer, 'authErrorScopes')
  const granted = field(answer, 'authSuccessScopes')
  const isRefused = (scope: string): boolean =>
    field(refused, scope) !== undefined || (Array.isArray(granted) && !granted.includes(scope))
  const denied = scopes.filter(isRefused).join(', ')

  if (code && !denied && !failed) return code
  throw fail(
    errors[String(field(answer, 'error'))] ?? (denied ? 'AUTH_DENIED' : 'SYSTEM'),
    `my.getAuthCode: ${denied ? `not granted ${denied}` : describeError(answer)}.`,
  )
}

function getAuthCode<Purpose extends 'USER_INFO' | 'MESSAGE'>(
  bridge: Bridge | undefined,
  scopes: string[],
): Promise<AuthCode<Purpose>> {
  return callJsapi(bridge, 'getAuthCode', { scopes }).then(
    (answer) => readAuthCode(answer, scopes) as AuthCode<Purpose>,
  )
}

/** The first code: tells the backend who the user is. */
export const getUserInfoCode = getAuthCode<'USER_INFO'>

/** The second code: lets the backend send. */
export const getMessageCode = getAuthCode<'MESSAGE'>
