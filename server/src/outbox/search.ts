import { namesIn } from '../consent/subject.js'
import { ApiError } from '../contract/errors.js'
import type {
  DeadLetterSearch,
  FoundMessages,
  MessageCancellation,
  MessageFilterRequest,
  MessagesCancelled,
  MessageSearch,
} from '../contract/messages.js'
import type { Services } from '../services.js'
import type { MessageFilter, SearchCursor } from '../store/store.js'
import { appIdsOf, viewStored } from './messages.js'

type Needed = Pick<Services, 'store' | 'apps' | 'subjectKey'>

/** Dead letters are looked for, and nothing else. */
type OnlyDead = Pick<MessageFilter, 'isDead'>

const defaultLimit = 100
const longestRangeMs = 7 * 86_400_000

/** Messages of the caller's apps, newest first, page by page. @throws ApiError INVALID_REQUEST */
export const searchMessages = (services: Needed, asked: MessageSearch): Promise<FoundMessages> =>
  foundBy(services, asked)

/** Of them those that were given up. @throws ApiError INVALID_REQUEST */
export const searchDeadLetters = (services: Needed, asked: DeadLetterSearch): Promise<FoundMessages> =>
  foundBy(services, { ...asked, isDead: true })

async function foundBy(
  services: Needed,
  { limit = defaultLimit, cursor, ...asked }: MessageSearch & OnlyDead,
): Promise<FoundMessages> {
  const filter = await filterOf(services, asked)
  const before = cursor === undefined ? undefined : readCursor(cursor)
  if (!filter) return { messages: [] }
  // One more tells whether there is another page.
  const found = await services.store.messages.search(filter, { limit: limit + 1, ...(before && { before }) })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    messages: page.map((message) => {
      const { appId, subscriptionId, templateCode } = message
      return { appId, subscriptionId, templateCode, ...viewStored(message) }
    }),
    ...(last && found.length > limit && { next: cursorOf(last) }),
  }
}

/**
 * What the caller looks for, as the store knows it; undefined where nothing can be found. Each index costs every
 * message time, so there are few: reference, user, subscription, template and time. @throws ApiError INVALID_REQUEST
 */
export async function filterOf(
  services: Needed,
  asked: MessageFilterRequest & OnlyDead,
): Promise<MessageFilter | undefined> {
  const { store, apps } = services
  const { appId, userId, customerBelongsTo, subscriptionId, ...rest } = asked
  const { from, to, ...equal } = rest
  if (appId !== undefined && !apps.allows(appId)) return undefined
  const times = timesOf(from, to)
  if ((userId === undefined) !== (customerBelongsTo === undefined))
    throw invalid('userId names a user in one super app: send userId and customerBelongsTo together')
  const appIds = appId === undefined ? appIdsOf(apps) : [appId]
  const isFew = equal.reference !== undefined || userId !== undefined || subscriptionId !== undefined
  if (!isFew) requireBounds(asked, appIds, times)
  const filter = { appIds, ...equal, ...times }
  const names =
    userId === undefined || customerBelongsTo === undefined
      ? undefined
      : await namesIn(services, { userId, customerBelongsTo }, appIds)
  const subjects = names?.map(({ subject }) => subject)
  if (subjects?.length === 0) return undefined
  if (subscriptionId === undefined) return { ...filter, ...(subjects && { subjects }) }
  // Its user has an index already.
  const owner = (await store.subscriptions.find(subscriptionId))?.subject
  if (owner === undefined || subjects?.includes(owner) === false) return undefined
  return { ...filter, subscriptionId, subjects: [owner] }
}

/** For what is read by time. */
function requireBounds(
  { templateCode, status, outcome, code, isDead }: MessageFilterRequest & OnlyDead,
  appIds: readonly string[],
  { from, to }: Pick<MessageFilter, 'from' | 'to'>,
): void {
  if (appIds.length > 1)
    throw invalid('there are several apps: name an appId, a reference, a userId or a subscriptionId')
  const others = Object.entries({ templateCode, status, outcome, code }).filter(
    ([, value]) => value !== undefined,
  )
  if (others.length === 0 && !isDead) return
  if (from !== undefined && to !== undefined && to - from <= longestRangeMs) return
  const names = others.map(([name]) => name).join(', ') || 'dead letters'
  throw invalid(
    `${names} can be searched in 7 days at a time: name from and to, or a reference, a userId or a subscriptionId`,
  )
}

function timesOf(from?: string, to?: string): Pick<MessageFilter, 'from' | 'to'> {
  const times = {
    ...(from !== undefined && { from: timeOf('from', from) }),
    ...(to !== undefined && { to: timeOf('to', to) }),
  }
  if (times.from !== undefined && times.to !== undefined && times.from >= times.to)
    throw invalid(`from ${from} is not before to ${to}: there is nothing between them`)
  return times
}

/** Date can't read a leap second. */
function timeOf(name: string, text: string): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalid(`${name} ${text} can't be read as a time`)
  return time
}

const cursorOf = ({ createdAt, requestId, appId }: SearchCursor): string =>
  Buffer.from(JSON.stringify([createdAt, requestId, appId])).toString('base64url')

function readCursor(text: string): SearchCursor {
  try {
    const [createdAt, requestId, appId] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (Number.isSafeInteger(createdAt) && typeof requestId === 'string' && typeof appId === 'string')
      return { createdAt: createdAt as number, requestId, appId }
  } catch {
    // Said below.
  }
  throw invalid('cursor is not one that a search gave as next: send that one, or none')
}

const invalid = (why: string) => new ApiError('INVALID_REQUEST', why)

const cancelledAtOnce = 200

/**
 * Takes back all queued messages that the filter finds, some at a time; with `dryRun` only counts them. What is being
 * sent at this moment, or was sent, stays as it is. @throws ApiError INVALID_REQUEST
 */
export async function cancelMessages(
  services: Needed & Pick<Services, 'clock'>,
  { dryRun = false, ...asked }: MessageCancellation,
): Promise<MessagesCancelled> {
  if (!Object.keys(asked).some((name) => name !== 'appId'))
    throw invalid('name what to cancel, e.g. a reference: all messages of an app are not taken back at once')
  const filter = await filterOf(services, asked)
  const { store, clock } = services
  const queued = filter ? await store.messages.countQueued(filter) : 0
  let cancelled = 0
  // What is queued while this runs was not counted: it would never end under a busy caller.
  while (filter && !dryRun && cancelled < queued) {
    const found = await store.messages.queuedBy(filter, Math.min(cancelledAtOnce, queued - cancelled))
    if (found.length === 0) break
    cancelled += await store.transaction(async (tx) => {
      // First the subscriptions, as everywhere: whoever locks a message before its subscription can be locked out.
      await tx.subscriptions.findAllForUpdate([...new Set(found.map((one) => one.subscriptionId))])
      const ended = await tx.messages.cancelAll(found, await tx.now(clock))
      for (const { outcome, usesCredit, subscriptionId, queuedAt } of ended) {
        // UNKNOWN: an earlier attempt may have arrived.
        if (usesCredit === 1 && outcome === 'PURGED')
          await tx.subscriptions.returnCredit(subscriptionId, queuedAt)
      }
      return ended.length
    })
  }
  return { queued, cancelled }
}
