import type { User } from '../state/merchant.js'
import type { State } from '../state/state.js'
import { GatewayRefusal } from './refusal.js'
import type { IssuedToken } from './tokens.js'

/** The user whom the token names, if he can have messages at all. */
export function checkReceiver({ users, settings }: State, { userId, site, scopes }: IssuedToken): User {
  const user = users.get(userId)
  if (user?.status !== 'ACTIVE') {
    throw new GatewayRefusal(settings.lockedUserCode, 'The user is locked or not registered.')
  }
  // In Alipay China the subscription gives the right to message; elsewhere a scope does (inferred).
  const code = settings.withoutSendMessageScope
  if (site !== 'ALIPAY_CN' && code !== 'send' && !scopes.includes('SEND_MESSAGE')) {
    const message = `${site} sends only with a token of scope SEND_MESSAGE: ask for it by my.getAuthCode.`
    throw new GatewayRefusal(code, message)
  }
  return user
}

export function checkSubscription(state: State, token: IssuedToken, templateCode: string): void {
  const registration = state.subscriptions.of(token.userId, token.appId, templateCode)
  const isNeeded = state.settings.subscriptionSource === 'official-panel' && token.site === 'ALIPAY_CN'
  if (registration === 'WITHDRAWN' || (isNeeded && registration !== 'SUBSCRIBED')) {
    throw new GatewayRefusal('USER_NOT_SUBSCRIBED', 'The user has not subscribed to this template.')
  }
}

/** One consent to a one-time template is one message, unless the user ticked "always keep" (inferred). */
export function spendSubscription(
  { subscriptions, settings }: State,
  { userId, appId }: IssuedToken,
  templateCode: string,
  kind: 'ONE_TIME' | 'LONG_TERM',
): void {
  if (kind === 'LONG_TERM' || settings.subscriptionSource === 'merchant') return
  if (subscriptions.find(userId, appId, templateCode)?.isRemembered === true) return
  subscriptions.set(userId, appId, templateCode, null)
}

export function checkFrequency(
  { traffic, settings }: State,
  userId: string,
  appId: string,
  now: number,
): void {
  const { messagesPerUserAndDay: limit } = settings
  if (!traffic.hasEnoughMessages(userId, appId, limit, now)) return
  throw new GatewayRefusal(
    'MESSAGE_SEND_EXCEED_LIMIT',
    `The user has had ${limit} messages of ${appId} in 24 hours.`,
  )
}
