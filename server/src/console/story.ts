import { kindOf } from '../apps.js'
import { needsOf } from '../consent/authorize.js'
import type { LedgerEntry } from '../consent/ledger.js'
import type { AnswerView, ConsoleFound, ConsoleSearch, StoryAnswer, StoryStep } from '../contract/console.js'
import { namesIn } from '../consent/subject.js'
import { appIdsOf, requireMessage, viewAttempt, viewStored, type AskedMessage } from '../outbox/messages.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import {
  attemptsOf,
  type MessageKey,
  type ReportedLimit,
  type StoredAudit,
  type StoredMessage,
  type SubjectApp,
  type TokenRow,
} from '../store/store.js'
import { answerOf, answerWithoutMessage, type Answer, type Withdrawal } from './answer.js'
import { reportLivesMs } from './report.js'

type Needed = Pick<Services, 'store' | 'apps' | 'clock' | 'subjectKey'>

export const viewAnswer = ({ at, until, ...rest }: Answer): AnswerView => ({
  ...rest,
  ...(at !== undefined && { at: isoTime(at) }),
  ...(until !== undefined && { until: isoTime(until) }),
})

/** All that is known about how a message came to stand as it does. */
interface Known {
  message: StoredMessage
  decisions: LedgerEntry[]
  audit: StoredAudit[]
  now: number
}

/**
 * Why a user got this message or not, and all that happened to it, as one story. What stands in it is shown where
 * `showsContent` says so. @throws ApiError MESSAGE_NOT_FOUND
 */
export async function storyOf(
  services: Needed,
  asked: AskedMessage,
  showsContent: (appId: string) => boolean,
): Promise<StoryAnswer> {
  const { store } = services
  const message = await requireMessage(services, store, asked)
  const known = await knownOf(services, message)
  const { appId, customerBelongsTo, subscriptionId, templateCode, status, outcome } = message
  const token = await store.tokens.find(message)
  const isDead = outcome === 'REJECTED' || outcome === 'UNKNOWN'
  const isOver = message.expiresAfter === null && message.expiresAt <= known.now
  return {
    ...{ appId, customerBelongsTo, subscriptionId, templateCode },
    ...viewStored(message),
    answer: viewAnswer(await answerTo(services, known)),
    steps: stepsOf(known, token),
    authorization: authorizationOf(token, known.now),
    may: { resend: isDead && message.templates !== '[]' && !isOver, cancel: status === 'QUEUED' },
    ...(showsContent(appId) && {
      templates: JSON.parse(message.templates) as NonNullable<StoryAnswer['templates']>,
    }),
  }
}

async function knownOf({ store, clock }: Needed, message: StoredMessage): Promise<Known> {
  const { templateCode, customerBelongsTo } = message
  const decisions = (await store.ledger.ofSubject(message)).filter(
    (entry) => entry.templateCode === templateCode && entry.customerBelongsTo === customerBelongsTo,
  )
  return { message, decisions, audit: await store.audit.ofMessage(message), now: await store.now(clock) }
}

async function answerTo(
  { store, apps }: Needed,
  { message, decisions, audit, now }: Known,
  limits?: readonly ReportedLimit[],
): Promise<Answer> {
  const stopping = limits ?? (await store.sendingLimits.since(now - reportLivesMs, [message.appId]))
  return answerOf({
    ...{ message, audit, now },
    attempts: attemptsOf(message),
    withdrawals: withdrawalsOf(decisions),
    isStopped: stopping.some((limit) => limit.state !== 'CLOSED' && concerns(limit, message)),
    pausedSince: (await store.sending.pause())?.since,
    isConfigured: apps.templateOf(message) !== undefined,
  })
}

const concerns = (limit: ReportedLimit, { appId, customerBelongsTo, templateCode }: StoredMessage) =>
  limit.appId === appId &&
  limit.customerBelongsTo === customerBelongsTo &&
  (limit.templateCode === '' || limit.templateCode === templateCode)

/** The newest first, as the ledger gives them. */
const withdrawalsOf = (decisions: readonly LedgerEntry[]): Withdrawal[] =>
  decisions
    .filter(({ type, inForce }) => type === 'REJECT' && inForce)
    .map(({ decidedAt, origin }) => ({ at: Date.parse(decidedAt), isInSuperApp: origin === 'SUPER_APP' }))

function authorizationOf(token: TokenRow | undefined, now: number): StoryAnswer['authorization'] {
  if (!token) return { isAlive: false }
  const until = Math.max(token.accessTokenExpiresAt, token.refreshTokenExpiresAt)
  return { isAlive: until > now, until: isoTime(until) }
}

/** Everything in the order of its time. */
function stepsOf({ message, decisions, audit, now }: Known, token: TokenRow | undefined): StoryStep[] {
  const { createdAt, queuedAt, finishedAt, outcome, code, detail, status, sendAt, dueAt, expiresAt } = message
  const { attempts } = message
  const steps: (StoryStep | undefined)[] = [
    ...decisionsIn(decisions),
    step('ACCEPTED', createdAt),
    ...audit.map(({ at, action, keyName }): StoryStep | undefined =>
      action === 'RELEASE_BREAKER' ? undefined : { kind: action, at: isoTime(at), by: keyName },
    ),
    ...attemptsOf(message).map((attempt): StoryStep => {
      const { startedAt, ...view } = viewAttempt(attempt)
      return { kind: 'ATTEMPT', at: startedAt, ...view }
    }),
    queuedAt > createdAt && !audit.some(({ action, at }) => action === 'RESEND' && at === queuedAt)
      ? step('QUEUED_ANEW', queuedAt)
      : undefined,
    // An attempt that sent it says so itself.
    finishedAt !== null && outcome !== null && outcome !== 'SENT'
      ? {
          ...step('FINISHED', finishedAt),
          outcome,
          ...(code !== null && { code }),
          // What the last attempt said stands there.
          ...(detail !== null && detail !== attemptsOf(message).at(-1)?.detail && { detail }),
        }
      : undefined,
  ]
  const ahead: (StoryStep | undefined)[] = [
    status === 'QUEUED' && attempts === 0 && sendAt !== null && sendAt > now
      ? step('TO_BE_SENT', sendAt)
      : undefined,
    status === 'QUEUED' && attempts > 0 && dueAt > now && dueAt < expiresAt
      ? step('TRIED_AGAIN', dueAt)
      : undefined,
    status === 'FINISHED' ? undefined : step('EXPIRES', expiresAt),
  ]
  const isThere = (one: StoryStep | undefined): one is StoryStep => one !== undefined
  const tokenEnd = token && Math.max(token.accessTokenExpiresAt, token.refreshTokenExpiresAt)
  if (tokenEnd !== undefined) (tokenEnd > now ? ahead : steps).push(step('TOKEN_ENDS', tokenEnd))
  const byTime = (one: StoryStep, two: StoryStep) => Date.parse(one.at) - Date.parse(two.at)
  return [...steps.filter(isThere).sort(byTime), ...ahead.filter(isThere).sort(byTime)]
}

const step = (kind: StoryStep['kind'], at: number): StoryStep => ({ kind, at: isoTime(at) })

/** A no is a withdrawal if it ends a yes. */
function decisionsIn(newestFirst: readonly LedgerEntry[]): StoryStep[] {
  let agrees = false
  return newestFirst.toReversed().map(({ type, origin, inForce: isInForce, decidedAt: at }) => {
    const kind = type === 'AGREE' ? 'AGREED' : agrees ? 'WITHDREW' : 'REFUSED'
    if (isInForce) agrees = type === 'AGREE'
    return { kind, at, origin, isInForce }
  })
}

const listed = 20

/**
 * What a text may name, in the caller's apps: a message, an order, a user. A user of whom there is no message has
 * consents all the same, each with the reason.
 */
export async function search(
  services: Needed,
  { text, customerBelongsTo, appId }: ConsoleSearch,
): Promise<ConsoleFound> {
  const { store, apps, clock } = services
  if (appId !== undefined && !apps.allows(appId)) return { messages: [], consents: [] }
  const appIds = appId === undefined ? appIdsOf(apps) : [appId]
  const names = await namesOfUser(services, { userId: text, customerBelongsTo }, appIds)
  const keys = (await store.messages.appsWith(text, appIds)).map((one) => ({ appId: one, requestId: text }))
  const ofOrder = await store.messages.search({ appIds, reference: text }, { limit: listed })
  const subjects = names.map(({ subject }) => subject)
  const ofUser =
    subjects.length > 0 ? await store.messages.search({ appIds, subjects }, { limit: listed }) : []
  const foundBy = new Map<string, [MessageKey, 'MESSAGE' | 'ORDER' | 'USER']>()
  const note = (found: readonly MessageKey[], by: 'MESSAGE' | 'ORDER' | 'USER') => {
    for (const { appId: app, requestId } of found)
      foundBy.set(JSON.stringify([app, requestId]), [{ appId: app, requestId }, by])
  }
  note(ofUser, 'USER')
  note(ofOrder, 'ORDER')
  note(keys, 'MESSAGE')
  const now = await store.now(clock)
  const limits = await store.sendingLimits.since(now - reportLivesMs, appIds)
  const messages: ConsoleFound['messages'] = []
  for (const [key, by] of foundBy.values()) {
    const message = await store.messages.find(key)
    if (!message) continue
    const { reference, requestId, templateCode, status, outcome, createdAt } = message
    messages.push({
      ...{
        appId: message.appId,
        requestId,
        templateCode,
        status,
        createdAt: isoTime(createdAt),
        foundBy: by,
      },
      ...(reference !== null && { reference }),
      ...(outcome && { outcome }),
      answer: viewAnswer(await answerTo(services, await knownOf(services, message), limits)),
    })
  }
  messages.sort((one, two) => Date.parse(two.createdAt) - Date.parse(one.createdAt))
  return {
    messages: messages.slice(0, listed),
    consents: (await Promise.all(names.map((name) => consentsOf(services, name)))).flat(),
  }
}

/** Under which names a user is known here, in one super app or in all that the apps run in. */
async function namesOfUser(
  services: Needed,
  { userId, customerBelongsTo }: { userId: string; customerBelongsTo: string | undefined },
  appIds: readonly string[],
): Promise<SubjectApp[]> {
  const sites =
    customerBelongsTo === undefined
      ? [...new Set(services.apps.sites().map((site) => site.customerBelongsTo))]
      : [customerBelongsTo]
  const names = await Promise.all(
    sites.map((site) => namesIn(services, { userId, customerBelongsTo: site }, appIds)),
  )
  return names.flat()
}

async function consentsOf(
  { store, apps, clock }: Needed,
  owner: SubjectApp,
): Promise<ConsoleFound['consents']> {
  const { appId, customerBelongsTo } = owner
  const [subscriptions, token, decisions] = [
    await store.subscriptions.ofOwner(owner),
    await store.tokens.find(owner),
    await store.ledger.ofSubject(owner),
  ]
  return subscriptions.map((subscription) => {
    const { templateCode, type, decidedAt } = subscription
    const template = apps.templateOf(subscription)
    const needs = needsOf(subscription, template ? kindOf(template) : 'LONG_TERM', token, clock.now())
    const hadAgreed = decisions.some(
      (one) => one.type === 'AGREE' && one.inForce && one.templateCode === templateCode,
    )
    return {
      ...{ appId, customerBelongsTo, templateCode, type, needs },
      ...(decidedAt !== null && { decidedAt: isoTime(decidedAt) }),
      answer: viewAnswer(answerWithoutMessage({ type, decidedAt, needs, hadAgreed })),
    }
  })
}
