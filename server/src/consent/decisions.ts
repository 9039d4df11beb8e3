import { kindOf, type KnownApp, type TemplateConfig } from '../apps.js'
import { isoTime } from '../runtime.js'
import { ApiError } from '../contract/errors.js'
import type { Consent, Subscription, SubscriptionsRequest } from '../contract/front-end.js'
import type { AccessToken, TokenGrant } from '../platform/endpoints.js'
import type { Services } from '../services.js'
import type { StoredSubscription, StoreParts, SubjectApp } from '../store/store.js'
import { openAccessToken, sealGrant, type TokenCipher } from '../tokens/stored-tokens.js'
import type { DecisionOrigin, LedgerEntry, LedgerKeys } from './ledger.js'
import { checkText, servedTexts, type BuiltinTexts } from './texts.js'

interface Answered {
  app: KnownApp
  owner: SubjectApp
  request: SubscriptionsRequest
  /** The first post of this request: its times stand for all that repeat it. */
  first: FirstPost
  now: number
  builtinTexts: BuiltinTexts
  ledgerKeys: LedgerKeys
}

/** Records the answers of one panel, one decision for each template. */
export async function recordAnswers(tx: StoreParts, answered: Answered): Promise<StoredSubscription[]> {
  const { app, owner, request, first, now } = answered
  const { answers, consent, requestId } = request
  if (!consent) return []
  const codes = answers.map(({ templateCode }) => templateCode)
  const { answeredAt } = consent
  const device = { answeredAt, sentAt: first.sentAt, shown: shownOf(answered, consent, codes) }
  for (const { templateCode, type } of answers) {
    const [stored] = await tx.subscriptions.ensure(owner, [templateCode])
    const template = app.config.templates.find((candidate) => candidate.templateCode === templateCode)
    if (!stored || !template) throw new Error('the templates were checked before')
    await recordDecision(answered.ledgerKeys, tx, stored, template, {
      type,
      origin: 'COMPONENT',
      code: 'WITHDRAWN',
      requestId,
      decidedAt: timeOfDecision(type, consent, first),
      receivedAt: first.receivedAt,
      device,
      now,
    })
  }
  return tx.subscriptions.ensure(owner, codes)
}

function shownOf(
  { app, builtinTexts }: Answered,
  consent: Consent,
  codes: string[],
): NonNullable<LedgerEntry['shown']> {
  const { surface, language, textVersion, text, component } = consent
  const { customerBelongsTo } = app.site
  const templates = app.config.templates.filter(({ templateCode }) => codes.includes(templateCode))
  // The panel may be in a language near to the one the texts were asked for in.
  const languages = [language, ...Object.keys(app.config.sender.name)]
  const served = languages.map((candidate) => servedTexts(app.config, templates, candidate))
  return {
    at: consent.shownAt,
    surface,
    language,
    textVersion,
    ...(text && { text }),
    component,
    ...checkText(consent, { served, customerBelongsTo, builtinTexts }),
  }
}

/**
 * A withdrawal without a panel: told by the super app, or made by erasing the user. The caller sees to
 * the token, once for all that he withdraws.
 */
export async function withdrawUnasked(
  { apps, ledgerKeys }: Pick<Services, 'apps' | 'ledgerKeys'>,
  tx: StoreParts,
  subscription: StoredSubscription,
  cause: Pick<NewDecision, 'origin' | 'code' | 'requestId' | 'decidedAt' | 'now'>,
): Promise<void> {
  const template = apps.templateOf(subscription)
  await recordDecision(ledgerKeys, tx, subscription, template, {
    type: 'REJECT',
    receivedAt: cause.now,
    ...cause,
  })
}

interface NewDecision {
  type: Decision
  origin: DecisionOrigin
  requestId: string
  /** Milliseconds since 1970, by the clock that decides. */
  decidedAt: number
  /** When this server heard of it. */
  receivedAt: number
  device?: Pick<LedgerEntry, 'answeredAt' | 'sentAt' | 'shown'>
  /** What messages that wait end with, should it be a withdrawal. */
  code: 'WITHDRAWN' | 'USER_NOT_SUBSCRIBED' | 'ERASED'
  now: number
}

/**
 * Writes a decision into the ledger and, unless a newer one stands, lets it be the one in force. A withdrawal takes
 * the queued messages with it, in the same transaction, in which `subscription` must have been read; so is it told.
 */
async function recordDecision(
  ledgerKeys: LedgerKeys,
  tx: StoreParts,
  subscription: StoredSubscription,
  template: TemplateConfig | undefined,
  { type, origin, requestId, decidedAt: toldAt, receivedAt, device, code, now }: NewDecision,
): Promise<void> {
  const { subscriptionId, subject, appId, customerBelongsTo, templateCode } = subscription
  // A template may have left the configuration since.
  const kind = template ? kindOf(template) : 'LONG_TERM'
  const current = subscription.decidedAt === null ? await lastRecorded(tx, subscription) : subscription
  // What was decided later than now was recorded before this server's clock was set back (SQLite has no other time).
  // Which came first is in doubt then: a REJECT counts as made at the same time, and wins.
  const newest = current.decidedAt ?? 0
  const decidedAt = type === 'REJECT' && newest > now ? newest : toldAt
  const inForce = takesEffect({ type, decidedAt }, current)
  const entry: LedgerEntry = {
    subject,
    appId,
    customerBelongsTo,
    templateCode,
    kind,
    type,
    origin,
    inForce,
    requestId,
    decidedAt: isoTime(decidedAt),
    receivedAt: isoTime(receivedAt),
    ...device,
  }
  await tx.ledger.append(entry, ledgerKeys[0])
  if (!inForce) return
  const credits = type === 'AGREE' && kind === 'ONE_TIME' ? 1 : 0
  await tx.subscriptions.decide(subscriptionId, { type, decidedAt, receivedAt: now, credits })
  if (type === 'REJECT') await tx.messages.purgeQueued(subscriptionId, code, now)
  // Again the same is no change, but for the one message more that an AGREE allows. What an erase does is deleted by it.
  const isChange = type !== subscription.type || credits > 0
  if (!isChange || origin === 'ERASURE') return
  await tx.events.add([
    {
      ...{ type: 'subscription.changed', appId, subject, happenedAt: now },
      data: { subscriptionId, customerBelongsTo, templateCode, type, origin, decidedAt },
    },
  ])
}

/** The decision in force as the ledger has it: an erase takes the subscription, and what is older must not come back. */
async function lastRecorded(
  tx: StoreParts,
  { subject, appId, templateCode }: StoredSubscription,
): Promise<Parameters<typeof takesEffect>[1]> {
  const recorded = await tx.ledger.ofSubject({ subject, appId })
  const last = recorded.find((entry) => entry.inForce && entry.templateCode === templateCode)
  return last ? { type: last.type, decidedAt: Date.parse(last.decidedAt) } : { type: null, decidedAt: null }
}

// Rule f of docs/contract.md: phones are wrong by minutes and hours, so the server's clock decides.

type Decision = 'AGREE' | 'REJECT'

/** ISO 8601, by the clock of the user's device. */
interface DeviceTimes {
  shownAt: string
  answeredAt: string
}

/** The first post of an answer: a post that repeats it changes nothing about its time. */
export interface FirstPost {
  /** When its head arrived, milliseconds since 1970. */
  receivedAt: number
  /** ISO 8601, by the clock of the user's device. */
  sentAt: string
}

const dayMs = 86_400_000

/**
 * When the user decided, milliseconds since 1970. Only the time between two readings of one device's clock is
 * believed. What is in doubt counts for the user: a REJECT as new, an AGREE as old.
 * @throws ApiError INVALID_REQUEST for an AGREE that is more than 24 h old
 */
export function timeOfDecision(
  type: Decision,
  { shownAt, answeredAt }: DeviceTimes,
  { receivedAt, sentAt }: FirstPost,
): number {
  const [shown, answered, sent] = [Date.parse(shownAt), Date.parse(answeredAt), Date.parse(sentAt)]
  // Written so that a time which Date can't read (a leap second) contradicts too.
  const fits = shown <= answered && answered <= sent
  if (!fits) return type === 'REJECT' ? receivedAt : receivedAt - dayMs
  const ageMs = sent - answered
  if (ageMs <= dayMs) return receivedAt - ageMs
  if (type === 'REJECT') return receivedAt - dayMs
  throw new ApiError(
    'INVALID_REQUEST',
    'consent.answeredAt lies more than 24 h before consent.sentAt: an AGREE that old does not count, ask again',
  )
}

/** Does a decision take effect beside the one in force? Not if it is older, and of two at one time REJECT wins. */
function takesEffect(
  { type, decidedAt }: { type: Decision; decidedAt: number },
  inForce: { type: Decision | null; decidedAt: number | null },
): boolean {
  if (inForce.decidedAt === null || decidedAt > inForce.decidedAt) return true
  return decidedAt === inForce.decidedAt && (type === 'REJECT' || inForce.type === 'AGREE')
}

/**
 * Keeps a sending token only while the user agrees to something: a new grant replaces the old token, and with
 * the last consent gone none is kept. Returns the tokens to revoke once the transaction stands.
 */
export async function keepTokenIfAgreed(
  tx: StoreParts,
  cipher: TokenCipher,
  owner: SubjectApp,
  now: number,
  grant?: TokenGrant<'MESSAGE'>,
): Promise<AccessToken<'MESSAGE'>[]> {
  const subscriptions = await tx.subscriptions.ofOwnerForUpdate(owner)
  if (subscriptions.some(({ type }) => type === 'AGREE')) {
    if (grant) {
      await tx.tokens.put(owner, sealGrant(cipher, owner, grant))
      await tx.messages.makeDue(owner, now)
    }
    return []
  }
  const kept = await tx.tokens.find(owner)
  if (kept) await tx.tokens.delete(owner)
  return [...(kept ? [openAccessToken(cipher, owner, kept)] : []), ...(grant ? [grant.accessToken] : [])]
}

const pollMs = 20

/**
 * A withdrawal has taken effect when no attempt is under way any more. New ones can't begin: what was queued
 * is purged. Ends at the latest with the leases of senders that died.
 */
export async function waitForSending(
  { store, clock, pause }: Pick<Services, 'store' | 'clock' | 'pause'>,
  subscriptions: readonly Pick<Subscription, 'subscriptionId'>[],
): Promise<void> {
  for (const { subscriptionId } of subscriptions) {
    while (await store.messages.isSending(subscriptionId, await store.now(clock))) await pause(pollMs)
  }
}
