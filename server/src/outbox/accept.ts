import { kindOf, longestExpiresAfter, type Apps, type TemplateConfig } from '../apps.js'
import { needsOf } from '../consent/authorize.js'
import { ApiError } from '../contract/errors.js'
import type { MessageAccepted, MessageRequest } from '../contract/messages.js'
import { requestHash } from '../consent/request-once.js'
import { subjectOf } from '../consent/subject.js'
import type { Services } from '../services.js'
import type {
  Known,
  MessageKey,
  NewMessage,
  StoredSubscription,
  StoreParts,
  SubjectApp,
  TokenRow,
} from '../store/store.js'
import { GroupCommit } from './group-commit.js'
import { defaultExpiresAfterMs } from './policy.js'

/**
 * Puts messages into the outbox, each if its user agrees to it now; they are asked again before it is sent. The same
 * requestId again answers how that message stands. Messages that come together are written to the disk together.
 * The function it gives throws ApiError NOT_SUBSCRIBED, AUTHORIZATION_NEEDED, SUBSCRIPTION_NOT_FOUND, …
 */
export function acceptMessages(
  services: Services,
): (request: MessageRequest, apps?: Apps, traceId?: string | null) => Promise<MessageAccepted> {
  const group = new GroupCommit<Asked, Accepted>((asked) =>
    services.store.transaction((tx) => acceptAll(services, tx, asked)),
  )
  return async (request, apps = services.apps, traceId = null) => {
    const accepted = await group.add({ request, apps, traceId })
    if (accepted instanceof ApiError) throw accepted
    return accepted
  }
}

type Accepted = MessageAccepted | ApiError

/** Those of a group may come from different callers. */
interface Asked {
  request: MessageRequest
  /** As the caller sees them. */
  apps: Apps
  /** Of the request that it came with. */
  traceId: string | null
}

/** A refusal is a result, and nothing was written for it: it takes nobody with it. */
async function acceptAll(services: Services, tx: StoreParts, asked: readonly Asked[]): Promise<Accepted[]> {
  const now = await tx.now(services.clock)
  const { addresseeOf, appOf } = await addresseesOf(services, tx, asked)
  const keys = asked.map((one) => ({ appId: appOf(one) ?? '', requestId: one.request.requestId }))
  const ofNeighbours = keys.flatMap((key) => neighboursOf(services, key))
  const known = new Map(
    (await tx.messages.known([...keys, ...ofNeighbours])).map((one) => [textOf(one), one]),
  )
  const queued: NewMessage[] = []
  const results: Accepted[] = []
  for (const [index, one] of asked.entries()) {
    const { request, traceId } = one
    const { requestId } = request
    const key = keys[index] as MessageKey
    try {
      const bodyHash = requestHash(request)
      const earlier = known.get(textOf(key))
      if (earlier) checkRepeated(requestId, bodyHash, earlier)
      else {
        const addressee = addresseeOf(one)
        if (neighboursOf(services, key).some((other) => known.has(textOf(other))))
          throw takenByNeighbour(requestId)
        queued.push(await newMessage(services, tx, addressee, { ...request, bodyHash, traceId }, now))
      }
      const { status } = earlier ?? { status: 'QUEUED' }
      known.set(textOf(key), { ...key, bodyHash, status })
      results.push({ requestId, status })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      results.push(error)
    }
  }
  const isNew = await tx.messages.insertAll(queued)
  for (const message of queued.filter((_, index) => !isNew[index])) {
    const index = keys.findIndex((key) => textOf(key) === textOf(message))
    results[index] = await takenMeanwhile(tx, message)
  }
  return results
}

const textOf = ({ appId, requestId }: MessageKey) => JSON.stringify([appId, requestId])

/** What the platform might take for the same message. */
const neighboursOf = ({ apps }: Services, { appId, requestId }: MessageKey): MessageKey[] =>
  apps.withSameClientId(appId).map((other) => ({ appId: other, requestId }))

const takenByNeighbour = (requestId: string) =>
  new ApiError(
    'REQUEST_ID_REUSED',
    `requestId ${requestId} belongs to a message of another app with the same Client-Id, and the platform may take the two for one: each has its own`,
  )

/** @throws ApiError when the user does not want it, or it does not fit its template; then nothing was written */
async function newMessage(
  { clock, apps }: Services,
  tx: StoreParts,
  addressee: Addressee,
  request: MessageRequest & { bodyHash: string; traceId: string | null },
  now: number,
): Promise<NewMessage> {
  const { requestId, reference = null, bodyHash, templateCode, templates, traceId } = request
  const { subscriptionId, subject, appId, customerBelongsTo } = addressee.subscription
  const template = apps.requireTemplate(apps.require(addressee.subscription), templateCode)
  checkTemplate(addressee.subscription, template, request)
  checkConsent(addressee, template, clock.now())
  const times = timesOf(request, template, now)
  const usesCredit = kindOf(template) === 'ONE_TIME'
  // What was read may be less than an earlier message of this group has left.
  if (usesCredit && !(await tx.subscriptions.takeCredit(subscriptionId))) throw consentUsed()
  return {
    requestId,
    reference,
    bodyHash,
    subscriptionId,
    subject,
    appId,
    customerBelongsTo,
    templateCode,
    templates: JSON.stringify(templates),
    usesCredit,
    createdAt: now,
    ...times,
    traceId,
  }
}

/** @throws ApiError TEMPLATE_MISMATCH, MISSING_VARIABLE, UNKNOWN_VARIABLE */
function checkTemplate(
  subscription: StoredSubscription,
  template: TemplateConfig,
  request: MessageRequest,
): void {
  if (subscription.templateCode !== template.templateCode) {
    throw new ApiError(
      'TEMPLATE_MISMATCH',
      `the subscription is for template ${subscription.templateCode}, not for ${template.templateCode}`,
    )
  }
  checkVariables(template, request)
}

/** Where the template's variables are known: no message lacks one, or holds an unknown one. */
function checkVariables({ templateCode, variables }: TemplateConfig, { templates }: MessageRequest): void {
  if (!variables) return
  for (const { language, templateParameters } of templates) {
    const place = `templates (${language}): templateParameters`
    const missing = variables.filter((name) => !Object.hasOwn(templateParameters, name))
    if (missing.length > 0) {
      throw new ApiError(
        'MISSING_VARIABLE',
        `${place} lacks ${missing.join(', ')}, which template ${templateCode} has`,
      )
    }
    const unknown = Object.keys(templateParameters).find((name) => !variables.includes(name))
    if (unknown !== undefined) {
      throw new ApiError(
        'UNKNOWN_VARIABLE',
        `${place} holds ${JSON.stringify(unknown.slice(0, 64))}, which template ${templateCode} does not have: compare it with "variables" in APPS_FILE`,
      )
    }
  }
}

/** @throws ApiError NOT_SUBSCRIBED, AUTHORIZATION_NEEDED */
function checkConsent({ subscription, token }: Addressee, template: TemplateConfig, now: number): void {
  if (subscription.type === null) throw notSubscribed('the user has not answered yet')
  if (subscription.type === 'REJECT') throw notSubscribed('the user does not want these messages')
  const needs = needsOf(subscription, kindOf(template), token, now)
  if (needs === 'CONSENT') throw consentUsed()
  if (needs === 'AUTHORIZATION') {
    throw new ApiError(
      'AUTHORIZATION_NEEDED',
      'the authorization is gone: let the user open the mini program again',
    )
  }
}

export const consentUsed = () => notSubscribed('the message that the user agreed to was sent; ask again')

export const notSubscribed = (why: string) => new ApiError('NOT_SUBSCRIBED', `nothing was sent: ${why}`)

const longestExpiryMs = longestExpiresAfter * 1_000

/** 30 days. */
const farthestSendMs = 2_592_000_000

/**
 * Not before, and no longer: the message's own times, else it is sent now and its template's time counts, else 72 hours.
 * A sendAt that has passed is now, so that a request which was late does not fail for it. @throws ApiError INVALID_REQUEST
 */
function timesOf(
  request: Pick<MessageRequest, 'sendAt' | 'expiresAt'>,
  { expiresAfter }: TemplateConfig,
  now: number,
): Pick<NewMessage, 'sendAt' | 'expiresAt' | 'expiresAfter'> {
  const sendAt = request.sendAt === undefined ? null : Date.parse(request.sendAt)
  // Written so that a time which Date can't read (a leap second) is refused too.
  if (sendAt !== null && !(sendAt <= now + farthestSendMs))
    throw new ApiError('INVALID_REQUEST', `sendAt ${request.sendAt} must be a time at most 30 days ahead`)
  const from = Math.max(now, sendAt ?? now)
  if (request.expiresAt === undefined) {
    const afterMs = expiresAfter === undefined ? defaultExpiresAfterMs : expiresAfter * 1_000
    return { sendAt, expiresAt: from + afterMs, expiresAfter: afterMs }
  }
  const expiresAt = Date.parse(request.expiresAt)
  const named = `expiresAt ${request.expiresAt}`
  if (!(expiresAt > now)) throw new ApiError('INVALID_REQUEST', `${named} has passed: nothing was sent`)
  if (expiresAt <= from)
    throw new ApiError('INVALID_REQUEST', `${named} is not after sendAt ${request.sendAt}: nothing was sent`)
  if (expiresAt > from + longestExpiryMs) {
    const ahead = from === now ? 'ahead' : 'after sendAt'
    throw new ApiError('INVALID_REQUEST', `${named} lies more than 30 days ${ahead}: name an earlier time`)
  }
  return { sendAt, expiresAt, expiresAfter: null }
}

/** @throws ApiError REQUEST_ID_REUSED */
function checkRepeated(requestId: string, bodyHash: string, earlier: Pick<Known, 'bodyHash'>): void {
  if (earlier.bodyHash === bodyHash) return
  throw new ApiError(
    'REQUEST_ID_REUSED',
    `requestId ${requestId} belongs to another message: each has its own`,
  )
}

/** By another process since it was looked for: that message counts, and it has a credit of its own. */
async function takenMeanwhile(
  tx: StoreParts,
  { appId, requestId, bodyHash, usesCredit, subscriptionId, createdAt }: NewMessage,
): Promise<Accepted> {
  if (usesCredit) await tx.subscriptions.returnCredit(subscriptionId, createdAt)
  const [other] = await tx.messages.known([{ appId, requestId }])
  if (!other) throw new Error('a message that was there is gone')
  try {
    checkRepeated(requestId, bodyHash, other)
    return { requestId, status: other.status }
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

/** Whom a message is for. */
interface Addressee {
  subscription: StoredSubscription
  token: TokenRow | undefined
}

/**
 * Reads whom messages are for, all of them together: three statements, however many there are. `addresseeOf` names the
 * one of a request. @throws ApiError SUBSCRIPTION_NOT_FOUND, NOT_SUBSCRIBED, APP_NOT_ALLOWED, … `appOf` names its app,
 * undefined where it goes to no subscription that there is. What belongs to an app that is not its caller's is not there.
 */
async function addresseesOf(
  services: Pick<Services, 'subjectKey'>,
  tx: StoreParts,
  asked: readonly Asked[],
): Promise<{ addresseeOf: (one: Asked) => Addressee; appOf: (one: Asked) => string | undefined }> {
  const recipients = asked.map(({ request }) => request.to)
  const subscriptionIds = recipients.flatMap((to) => ('subscriptionId' in to ? [to.subscriptionId] : []))
  const owners = recipients.flatMap((to) => ('userId' in to ? [ownerOf(services, to)] : []))
  const subscriptions = [
    ...(subscriptionIds.length > 0 ? await tx.subscriptions.findAllForUpdate(subscriptionIds) : []),
    ...(owners.length > 0 ? await tx.subscriptions.ofOwnersForUpdate(owners) : []),
  ]
  const tokens = await tx.tokens.findAll(subscriptions)
  const byId = new Map<string, Addressee>()
  const byOwner = new Map<string, Addressee>()
  for (const [index, subscription] of subscriptions.entries()) {
    const addressee = { subscription, token: tokens[index] }
    byId.set(subscription.subscriptionId, addressee)
    byOwner.set(keyOf(subscription, subscription.templateCode), addressee)
  }
  const appOf = ({ request: { to }, apps }: Asked) => {
    const appId = 'userId' in to ? to.appId : byId.get(to.subscriptionId)?.subscription.appId
    return appId !== undefined && apps.allows(appId) ? appId : undefined
  }
  const addresseeOf = (one: Asked) => {
    const { apps } = one
    const { to, templateCode } = one.request
    if ('subscriptionId' in to) return (appOf(one) !== undefined && byId.get(to.subscriptionId)) || notFound()
    apps.requireTemplate(apps.require(to), templateCode)
    const found = byOwner.get(keyOf(ownerOf(services, to), templateCode))
    if (found) return found
    throw notSubscribed('this user was never asked')
  }
  return { addresseeOf, appOf }
}

type ByUser = Extract<MessageRequest['to'], { userId: string }>

const ownerOf = ({ subjectKey }: Pick<Services, 'subjectKey'>, { userId, ...site }: ByUser): SubjectApp => ({
  subject: subjectOf(subjectKey, site, userId),
  ...site,
})

const keyOf = ({ subject, appId, customerBelongsTo }: SubjectApp, templateCode: string) =>
  JSON.stringify([subject, appId, customerBelongsTo, templateCode])

function notFound(): never {
  throw new ApiError(
    'SUBSCRIPTION_NOT_FOUND',
    'this subscriptionId does not exist: send the one that the shop got',
  )
}
