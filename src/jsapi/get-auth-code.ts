import type { AuthCode } from '../auth-code'
import { fail } from '../errors'
import type { Bridge } from '../host'
import type { KnownErrorCode } from '../result'
import { callJsapi, describeError, field, textField, type JsapiAnswer } from './call-jsapi'

type AskingBridge = Bridge & Required<Pick<Bridge, 'getAuthCode'>>

const canAsk = (bridge: Bridge | undefined): bridge is AskingBridge =>
  typeof bridge?.getAuthCode === 'function'

export function requireGetAuthCode(bridge: Bridge | undefined): AskingBridge {
  if (canAsk(bridge)) return bridge
  throw fail(
    'UNAVAILABLE',
    'my.getAuthCode is missing here.',
    'Open the page in a super app; an H5 page also has to include the hylid-bridge script, which sets `my`, or pass the prop `bridge`.',
  )
}

/** AlipayCN's numeric errors. 3 also comes from the Android back key, so it counts as closing. */
const errors: Record<string, KnownErrorCode> = {
  3: 'CANCELLED',
  4: 'UNAVAILABLE',
  11: 'AUTH_DENIED',
  12: 'NETWORK',
}

/** The code for naming the user, in the shapes of AlipayCN and of the Alipay+ wallets. */
export function readAuthCode(result: JsapiAnswer, scopes: string[]): string {
  const answer = result.ok ? result.answer : result.error
  const refused = field(answer, 'authErrorScopes')
  const granted = field(answer, 'authSuccessScopes')
  const isRefused = (scope: string): boolean =>
    field(refused, scope) !== undefined || (Array.isArray(granted) && !granted.includes(scope))

  if (result.ok) {
    const missing = scopes.filter(isRefused)
    if (missing.length > 0) throw fail('AUTH_DENIED', `The user did not grant ${missing.join(', ')}.`)
    const code = textField(answer, 'authCode')
    if (code) return code
    throw fail('SYSTEM', 'my.getAuthCode answered without an authCode.')
  }

  const known = errors[String(field(answer, 'error'))]
  const denied = !known && Object.keys(Object(refused) as object).length > 0
  throw fail(
    known ?? (denied ? 'AUTH_DENIED' : 'SYSTEM'),
    `my.getAuthCode failed (${describeError(answer) || 'no reason given'}).`,
    known === 'UNAVAILABLE'
      ? 'Ask your solution architect to grant the mini program my.getAuthCode.'
      : known === 'NETWORK'
        ? 'Check that the device is online.'
        : undefined,
  )
}

function getAuthCode<Purpose extends 'USER_INFO' | 'MESSAGE'>(
  bridge: Bridge | undefined,
  scopes: string[],
): Promise<AuthCode<Purpose>> {
  const my = requireGetAuthCode(bridge)
  return callJsapi((callbacks) => my.getAuthCode({ scopes, ...callbacks })).then(
    (result) => readAuthCode(result, scopes) as AuthCode<Purpose>,
  )
}

/** The first code: tells the backend who the user is. */
export function getUserInfoCode(
  bridge: Bridge | undefined,
  scopes: string[],
): Promise<AuthCode<'USER_INFO'>> {
  return getAuthCode(bridge, scopes)
}

/** The second code: lets the backend send. AlipayCN has no scope of its own for that, the wallets do. */
export function getMessageCode(bridge: Bridge | undefined, site: string): Promise<AuthCode<'MESSAGE'>> {
  return getAuthCode(bridge, [site === 'ALIPAY_CN' ? 'auth_user' : 'SEND_MESSAGE'])
}
