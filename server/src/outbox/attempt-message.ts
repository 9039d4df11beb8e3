import type { KnownApp } from '../apps/apps.js'
import type { Outcome } from '../platform/outcome.js'
import { sendMessage, type ContentTemplate, type MessageReceipt } from '../platform/send-message.js'
import type { Services } from '../services.js'
import type { Claim, Recipient } from '../store/message-store.js'
import { livingToken, sendingToken, type SendingToken } from '../tokens/sending-token.js'
import { endOf, type Ended } from './ended.js'

export interface AttemptResult {
  ended: Ended
  /** The user withdrew in the super app: the platform says so. */
  userWithdrew?: boolean
}

/**
 * One attempt: token, consent, first byte. `recipient` was read after the claim, and a withdrawal waits for claimed
 * messages, so nothing leaves after a withdrawal was answered. After a refresh, which takes time, consent is read again.
 */
export async function attemptMessage(
  services: Services,
  claim: Claim,
  recipient: Recipient | undefined,
): Promise<AttemptResult> {
  const { clock, platform, cipher } = services
  const app = services.apps.require(claim)
  const living = livingToken(cipher, claim, recipient?.token, clock.now())
  const token = living ?? (await sendingToken(services, app, claim, recipient?.token))
  const type = living
    ? recipient?.type
    : (await services.store.subscriptions.find(claim.subscriptionId))?.type
  if (type !== 'AGREE') return notSent('WITHDRAWN', 'the user withdrew before it was sent')
  if (token.state !== 'READY')
    return notSent(...whyNot(token), token.state === 'LATER' ? 'SOON' : 'BY_SCHEDULE')
  if (clock.now() + platform.timeoutMs >= claim.leaseUntil) {
    return notSent('LEASE_TOO_SHORT', 'too little of the lease was left to send in it', 'AT_ONCE')
  }
  const outcome = await send(services, app, claim, token)
  if (outcome.outcome === 'REJECTED' && outcome.effect === 'ACCESS_TOKEN_DEAD') {
    await forgetAccessToken(services, claim, token, outcome.code)
  }
  return {
    ended: endOf(outcome),
    userWithdrew: outcome.outcome === 'REJECTED' && outcome.effect === 'USER_WITHDREW',
  }
}

type Ready = Extract<SendingToken, { state: 'READY' }>

/** The same bytes each time, but for the access token. */
function send(
  { platform }: Services,
  { site }: KnownApp,
  { requestId, templateCode, templates }: Claim,
  { accessToken }: Ready,
): Promise<Outcome<MessageReceipt>> {
  const content = JSON.parse(templates) as ContentTemplate[]
  return sendMessage(platform, { ...site, accessToken, requestId, templateCode, templates: content })
}

/** The first time it is refreshed; a token that is refused right after a refresh needs the user. */
async function forgetAccessToken(
  { store }: Services,
  claim: Claim,
  { version }: Ready,
  code: string,
): Promise<void> {
  const again = claim.attempts > 1 && claim.code === code
  if (again) await store.tokens.deleteVersion(claim, version)
  else await store.tokens.expire(claim, version)
}

const whyNot = (token: Exclude<SendingToken, Ready>): [code: string, detail: string] =>
  token.state === 'LATER'
    ? [token.code, token.detail]
    : ['AUTHORIZATION_NEEDED', 'the token is gone; the message waits until the user authorizes again']

const notSent = (code: string, detail: string, retry?: Ended['retry']): AttemptResult => ({
  ended: { outcome: 'NOT_SENT', code, detail, ...(retry && { retry }) },
})
