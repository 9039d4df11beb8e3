import type { App, AuthCode, CodePurpose } from './contract.js'
import type { Bridge, Host } from './host.js'
import type { Lifetime } from './lifetime.js'
import { fail, type KnownErrorCode } from './result.js'

/** The numeric errors that AlipayCN's JSAPIs share; every other number is SYSTEM. */
export const jsapiErrors: Partial<Record<string, KnownErrorCode>> = {
  // The Android back key as well, so it counts as closing.
  3: 'CANCELLED',
  4: 'UNAVAILABLE',
  11: 'AUTH_DENIED',
  12: 'NETWORK',
  15: 'BUSY',
}

/** Reads a field of an answer whose shape no document promises. */
export function field(value: unknown, name: string): unknown {
  return (Object(value) as Record<string, unknown>)[name]
}

export function textField(value: unknown, name: string): string {
  const text = field(value, name)
  return typeof text === 'string' ? text : ''
}

/**
 * Throws for a JSAPI that is absent, or answers nothing usable: plain AlipayCN and the IDE lack some of them.
 * `prop` replaces it.
 */
function required<T>(name: string, prop: string, found: T): NonNullable<T> {
  if (found) return found
  throw fail('UNAVAILABLE', `No my.${name}: include hylid-bridge (H5), or pass the prop ${prop}.`)
}

/**
 * Calls a JSAPI in callback style, the only one that all super apps document. What `fail` says is an answer like
 * any other, since some bridges report failures through `success`. A bridge may return a promise as well: its
 * rejection is what `fail` says already.
 */
export function callJsapi(
  bridge: Bridge | undefined,
  name: 'getAuthCode' | 'getSiteInfo' | 'requestSubscribeMessage',
  prop: string,
  options: object,
): Promise<unknown> {
  const my = bridge as Partial<Record<typeof name, (call: object) => unknown>> | undefined
  return new Promise((resolve) => {
    const call = required(name, prop, my?.[name])
    const returned = call.call(my, { success: resolve, fail: resolve, ...options })
    Promise.resolve(returned).catch(resolve)
  })
}

/** A new code; what it is for is part of its type. */
export async function getAuthCode<Purpose extends CodePurpose>(
  bridge: Bridge | undefined,
  scopes: string[],
): Promise<AuthCode<Purpose>> {
  const answer = await callJsapi(bridge, 'getAuthCode', 'bridge', { scopes })
  return readAuthCode(answer, scopes) as AuthCode<Purpose>
}

/** The code, in the shapes of AlipayCN and of the Alipay+ wallets. It counts only if every scope was granted. */
export function readAuthCode(answer: unknown, scopes: string[]): string {
  const code = textField(answer, 'authCode')
  const refused = field(answer, 'authErrorScopes')
  const granted = field(answer, 'authSuccessScopes')
  const denied = scopes.filter(
    (scope) => field(refused, scope) !== undefined || (Array.isArray(granted) && !granted.includes(scope)),
  )
  const error = field(answer, 'error')
  if (code && denied.length === 0 && !error) return code

  throw fail(
    jsapiErrors[String(error)] ?? (denied.length > 0 ? 'AUTH_DENIED' : 'SYSTEM'),
    `my.getAuthCode: not granted [${denied.join()}], error ${String(error)} ${textField(answer, 'errorMessage')}.`,
  )
}

/** `my.getAppIdSync` gives an object in AlipayCN, a plain string in Ant's web adapter. */
export function getAppId(bridge: Bridge): string {
  let answer: unknown
  try {
    answer = bridge.getAppIdSync?.()
  } catch {
    // A call that fails counts as no answer.
  }
  return required('getAppIdSync', 'appId', typeof answer === 'string' ? answer : textField(answer, 'appId'))
}

/** `siteName` is what the wallets document; the platform's solution page calls it `customerBelongsTo`. */
export async function getSite(bridge: Bridge | undefined): Promise<string> {
  const answer = await callJsapi(bridge, 'getSiteInfo', 'customerBelongsTo', {})
  const site = textField(answer, 'siteName') || textField(answer, 'customerBelongsTo')
  return required('getSiteInfo', 'customerBelongsTo', site)
}

// A bridge script that is on its way when the user taps.
const BRIDGE_WAIT_MS = 1000
const CHECK_EVERY_MS = 50

/** Which mini program in which super app; asks no person. A value that was passed is used, and its JSAPI not called. */
export async function findApp(
  { host, lifetime, timeoutMs }: { host: Host; lifetime: Lifetime; timeoutMs: number },
  passed: { [name in keyof App]?: string | undefined },
): Promise<App> {
  const until = host.clock.now() + Math.min(timeoutMs, BRIDGE_WAIT_MS)
  let bridge = host.bridge()
  while (!bridge && host.clock.now() < until) {
    await lifetime.pause(CHECK_EVERY_MS)
    bridge = host.bridge()
  }
  // The developer hears of it now, not after an answer that could not be sent.
  const my = required('getAuthCode', 'bridge', bridge?.getAuthCode && bridge)
  const appId = passed.appId || getAppId(my)
  const customerBelongsTo =
    passed.customerBelongsTo || (await lifetime.within(timeoutMs, 'my.getSiteInfo', () => getSite(my)))
  return { appId, customerBelongsTo }
}
