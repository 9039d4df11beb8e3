import { keepTokenIfAgreed, withdrawUnasked } from '../consent/decisions.js'
import {
  sendMessage,
  type AccessToken,
  type ContentTemplate,
  type MessageRequest,
} from '../platform/endpoints.js'
import { requestHash } from '../consent/request-once.js'
import type { Services } from '../services.js'
import type { Claim, Recipient, StoreParts } from '../store/store.js'
import { StoreUnavailable } from '../store/database.js'
import { livingToken, sendingToken, type RefreshGate } from '../tokens/stored-tokens.js'
import {
  creditAfter,
  endOf,
  endOfRefresh,
  nextStep,
  policy,
  type End,
  type EndKind,
  type NextStep,
} from './policy.js'

/** How long the sender holds the message of an attempt, and whether it may refresh a token. */
export interface Hold {
  /** Of the lease, counted from before the claim, by wall or monotonic time, whichever says less. */
  leftMs(): number
  /** The time that all processes share, as far as it is known without asking the database. */
  now(): number
  gate: RefreshGate
}

/**
 * One attempt. What fails before the first byte leaves is NOT_SENT, so that nobody takes the message for one that may
 * have arrived.
 */
export async function attemptMessage(
  services: Services,
  claim: Claim,
  recipient: () => Promise<Recipient | undefined>,
  hold: Hold,
): Promise<End> {
  let message: MessageRequest
  let version: number
  try {
    const prepared = await prepare(services, claim, await recipient(), hold)
    if ('kind' in prepared) return prepared
    ;({ message, version } = prepared)
  } catch (error) {
    const { requestId, attempts } = claim
    // An outage has its own line.
    if (!(error instanceof StoreUnavailable))
      services.log('error', 'message-attempt-broken', { requestId, attempt: attempts, error })
    return notSent('NOT_READABLE', "recipient or token can't be read: this server's log says why")
  }
  const outcome = await sendMessage(services.platform, message)
  if (outcome.outcome === 'REJECTED' && outcome.effect === 'ACCESS_TOKEN_DEAD') {
    await forgetAccessToken(services, claim, version, outcome.code)
  }
  return endOf(outcome)
}

/**
 * Token and consent, and the same bytes each time, but for the access token. `recipient` was read after the claim, and a
 * withdrawal waits for claimed messages, so nothing leaves after a withdrawal was answered. After a refresh, which takes
 * time, consent is read again.
 */
async function prepare(
  services: Services,
  claim: Claim,
  recipient: Recipient | undefined,
  hold: Hold,
): Promise<End | { message: MessageRequest; version: number }> {
  const { clock, platform, cipher } = services
  const { requestId, templateCode } = claim
  const app = services.apps.require(claim)
  const templates = JSON.parse(claim.templates) as ContentTemplate[]
  const isOver = () => hold.now() >= claim.expiresAt
  if (isOver()) return notSent('EXPIRED', tooLate)
  const living = livingToken(cipher, claim, recipient?.token, clock.now())
  const token = living ?? (await sendingToken(services, app, claim, recipient?.token, hold.gate))
  const current = living ? recipient : (await services.store.messages.recipientsOf([claim]))[0]
  if (current?.type !== 'AGREE') return notSent('WITHDRAWN', 'the user withdrew before it was sent')
  if (token.state === 'NEEDS_AUTHORIZATION') {
    return notSent(
      'AUTHORIZATION_NEEDED',
      'the token is gone; the message waits until the user authorizes again',
    )
  }
  if (token.state === 'NOT_REFRESHED') return endOfRefresh(token.outcome)
  if (token.state === 'STOPPED') {
    const detail = "this app's token refreshes fail, and are stopped until one of them works"
    return { ...notSent('REFRESH_STOPPED', detail), retryAfterMs: token.waitMs }
  }
  if (token.state === 'LATER') return { kind: 'TOKEN_BUSY', code: token.code, detail: token.detail }
  if (hold.leftMs() <= platform.timeoutMs) {
    return notSent('LEASE_TOO_SHORT', 'too little of the lease was left to send in it')
  }
  if (isOver()) return notSent('EXPIRED', tooLate)
  const { accessToken, version } = token
  return { message: { ...app.site, accessToken, requestId, templateCode, templates }, version }
}

/** The first time it is refreshed; a token that is refused right after a refresh needs the user. */
async function forgetAccessToken(
  { store, clock, log }: Services,
  claim: Claim,
  version: number,
  code: string,
): Promise<void> {
  const again = claim.attempts > 1 && claim.code === code
  try {
    if (again) await store.tokens.deleteVersion(claim, version, { now: await store.now(clock) })
    else await store.tokens.expire(claim, version)
  } catch (error) {
    // The platform's no is certain all the same; it says so again at the next attempt.
    log('error', 'token-not-forgotten', { requestId: claim.requestId, error })
  }
}

const tooLate = 'its time was over before it could be sent'

const notSent = (kind: EndKind, detail: string): End => ({ kind, code: kind, detail })

/** An attempt that has ended; its end is not yet recorded. */
export interface EndedAttempt {
  claim: Claim
  end: End
  /** How long it took. */
  ms: number
  /** Of the lease that it was made under, milliseconds. */
  leftMs: () => number
}

/**
 * Records how attempts ended, together with all that follows from it: a credit given back, a withdrawal that the
 * super app told us of. Returns for each the tokens that nobody needs any more; of one whose claim was no longer ours
 * nothing was recorded. Runs in the caller's transaction.
 */
export async function recordEnds(
  services: Services,
  tx: StoreParts,
  attempts: readonly EndedAttempt[],
  now: number,
  waitsMs?: readonly number[],
): Promise<AccessToken<'MESSAGE'>[][]> {
  const wanted = await whoAgrees(tx, attempts)
  const authorized = await whoIsAuthorized(tx, attempts)
  const steps = attempts.map(({ claim, end }) => {
    const isWanted = wanted.has(claim.subscriptionId)
    const isAuthorized = authorized.has(claim)
    return nextStep(claim, end, { now, random: Math.random(), isWanted, isAuthorized, waitsMs })
  })
  const isOurs = await tx.messages.recordEnds(
    attempts.map(({ claim, end: { kind, code, detail } }, index) => {
      const attempt = { outcome: policy[kind].outcome, code, detail, at: now }
      return { claim, attempt, ...(steps[index] as NextStep) }
    }),
  )
  const unneeded: AccessToken<'MESSAGE'>[][] = []
  for (const [index, { claim, end }] of attempts.entries()) {
    const step = steps[index] as NextStep
    unneeded.push(isOurs[index] ? await followUp(services, tx, claim, end, step, now) : [])
  }
  return unneeded
}

/** What was sent is sent, whatever the user decided since: only for the others it is asked. */
async function whoAgrees(tx: StoreParts, attempts: readonly EndedAttempt[]): Promise<Set<string>> {
  const open = attempts.filter(({ end }) => end.kind !== 'SENT')
  if (open.length === 0) return new Set()
  const ids = new Set(open.map(({ claim }) => claim.subscriptionId))
  const subscriptions = await tx.subscriptions.findAllForUpdate([...ids])
  return new Set(subscriptions.filter(({ type }) => type === 'AGREE').map((one) => one.subscriptionId))
}

/**
 * Asked after `whoAgrees`, whose rows an authorization locks too: so one that comes while an attempt ends is either
 * seen here, or sees the message wait.
 */
async function whoIsAuthorized(tx: StoreParts, attempts: readonly EndedAttempt[]): Promise<Set<Claim>> {
  const asking = attempts.filter(({ end }) => policy[end.kind].next === 'WHEN_AUTHORIZED')
  if (asking.length === 0) return new Set()
  const tokens = await tx.tokens.findAll(asking.map(({ claim }) => claim))
  return new Set(asking.filter((_, index) => tokens[index]).map(({ claim }) => claim))
}

/** What else the end of an attempt changes; returns tokens that nobody needs any more. */
async function followUp(
  services: Services,
  tx: StoreParts,
  { subscriptionId, requestId, usesCredit, queuedAt, startedAt }: Claim,
  { userWithdrew }: End,
  step: NextStep,
  now: number,
): Promise<AccessToken<'MESSAGE'>[]> {
  if (step.then === 'FINISH' && step.credit === 'GIVEN_BACK' && usesCredit) {
    await tx.subscriptions.returnCredit(subscriptionId, queuedAt)
  }
  if (!userWithdrew) return []
  // Read again: another message of this group may have told it already.
  const subscription = await tx.subscriptions.findForUpdate(subscriptionId)
  if (subscription?.type !== 'AGREE') return []
  // USER_NOT_SUBSCRIBED: it was withdrawn in the super app. The merchant's requestId may be an order number, and
  // the ledger is never erased.
  const cause = {
    origin: 'SUPER_APP',
    code: 'USER_NOT_SUBSCRIBED',
    requestId: requestHash(requestId),
    // The platform looked between the attempt's start and now: who agreed again since then has not withdrawn.
    decidedAt: startedAt ?? now,
    now,
  } as const
  await withdrawUnasked(services, tx, subscription, cause)
  const { subject, appId, customerBelongsTo } = subscription
  return keepTokenIfAgreed(tx, services.cipher, { subject, appId, customerBelongsTo }, now)
}

const expiredAtOnce = 200

/** Finishes what waits and can't be sent in time, whatever stands in the way of sending; returns whether more may be left. */
export async function finishExpired({ store, clock }: Pick<Services, 'store' | 'clock'>): Promise<boolean> {
  const found = await store.messages.expired(await store.now(clock), expiredAtOnce)
  if (found.length === 0) return false
  await store.transaction(async (tx) => {
    // First the subscriptions, as everywhere: whoever locks a message before its subscription can be locked out.
    await tx.subscriptions.findAllForUpdate([...new Set(found.map(({ subscriptionId }) => subscriptionId))])
    for (const message of await tx.messages.finishExpired(found, await tx.now(clock))) {
      const { outcome, usesCredit, subscriptionId, queuedAt } = message
      if (usesCredit === 1 && creditAfter[outcome] === 'GIVEN_BACK') {
        await tx.subscriptions.returnCredit(subscriptionId, queuedAt)
      }
    }
  })
  return found.length === expiredAtOnce
}
