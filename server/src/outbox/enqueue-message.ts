import { ApiError } from '../api-error.js'
import type { TemplateConfig } from '../apps/app-config.js'
import { kindOf } from '../apps/apps.js'
import { needsOf } from '../consent/needs.js'
import { subjectOf } from '../consent/subject.js'
import type { MessageAccepted, MessageRequest } from '../http/schemas/messages.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import type { Store, StoredSubscription, StoreParts } from '../store/store.js'
import { GroupCommit } from './group-commit.js'

/**
 * Puts a message into the outbox, if the user agrees to it now; it is asked again before it is sent. The same
 * requestId again answers how that message stands.
 * @throws ApiError NOT_SUBSCRIBED, AUTHORIZATION_NEEDED, SUBSCRIPTION_NOT_FOUND, TEMPLATE_NOT_FOUND, …
 */
export async function enqueueMessage(services: Services, request: MessageRequest): Promise<MessageAccepted> {
  const accepted = await groupOf(services).add({ services, request })
  if (accepted instanceof ApiError) throw accepted
  return accepted
}

type Enqueueing = { services: Services; request: MessageRequest }
type Enqueued = MessageAccepted | ApiError

const groups = new WeakMap<Store, GroupCommit<Enqueueing, Enqueued>>()

/** Messages that come together are written to the disk together: one group for each store. */
function groupOf({ store }: Services): GroupCommit<Enqueueing, Enqueued> {
  const known = groups.get(store)
  if (known) return known
  const made = new GroupCommit<Enqueueing, Enqueued>((group) =>
    store.transaction(async (tx) => {
      const results: Enqueued[] = []
      for (const { services, request } of group) results.push(await tryEnqueue(services, tx, request))
      return results
    }),
  )
  groups.set(store, made)
  return made
}

/** A refusal is thrown before anything is written, so it takes nobody with it. */
async function tryEnqueue(services: Services, tx: StoreParts, request: MessageRequest): Promise<Enqueued> {
  try {
    return await enqueue(services, tx, request)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

async function enqueue(
  services: Services,
  tx: StoreParts,
  request: MessageRequest,
): Promise<MessageAccepted> {
  const { clock, apps } = services
  const { requestId, templateCode, templates } = request
  const bodyHash = requestHash(request)
  const known = await repeated(tx, requestId, bodyHash)
  if (known) return known

  const subscription = await subscriptionOf(services, tx, request)
  const template = apps.requireTemplate(apps.require(subscription), templateCode)
  checkTemplate(subscription, template, request)
  const usesCredit = await requireConsent(tx, subscription, template, clock.now())

  const { subscriptionId, subject, appId, customerBelongsTo } = subscription
  const isNew = await tx.messages.insert({
    ...{ requestId, bodyHash, subscriptionId, subject, appId, customerBelongsTo, templateCode, usesCredit },
    templates: JSON.stringify(templates),
    createdAt: clock.now(),
  })
  if (isNew) return { requestId, status: 'QUEUED' }
  // Taken since it was looked for, by the same call in another process: that one has the credit too.
  if (usesCredit) await tx.subscriptions.returnCredit(subscriptionId, clock.now())
  return (await repeated(tx, requestId, bodyHash)) ?? { requestId, status: 'QUEUED' }
}

async function repeated(
  tx: StoreParts,
  requestId: string,
  bodyHash: string,
): Promise<MessageAccepted | undefined> {
  const message = await tx.messages.find(requestId)
  if (!message) return undefined
  if (message.bodyHash === bodyHash) return { requestId, status: message.status }
  throw new ApiError(
    'REQUEST_ID_REUSED',
    `requestId ${requestId} belongs to another message: each has its own`,
  )
}

async function subscriptionOf(
  { apps, subjectKey }: Services,
  tx: StoreParts,
  { to, templateCode }: MessageRequest,
): Promise<StoredSubscription> {
  if ('subscriptionId' in to) {
    const found = await tx.subscriptions.find(to.subscriptionId)
    if (found) return found
    throw new ApiError('SUBSCRIPTION_NOT_FOUND', 'there is no such subscriptionId: send the one the shop got')
  }
  const { appId, customerBelongsTo, userId } = to
  apps.requireTemplate(apps.require(to), templateCode)
  const owner = { subject: subjectOf(subjectKey, customerBelongsTo, userId), appId, customerBelongsTo }
  const found = (await tx.subscriptions.ofOwner(owner)).find(
    (candidate) => candidate.templateCode === templateCode,
  )
  if (found) return found
  throw notSubscribed('this user was never asked')
}

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
  for (const { language, templateParameters } of request.templates) {
    const missing = (template.variables ?? []).filter((name) => !Object.hasOwn(templateParameters, name))
    if (missing.length > 0) {
      throw new ApiError(
        'MISSING_VARIABLE',
        `templates (${language}): templateParameters lacks ${missing.join(', ')}, which template ${template.templateCode} has`,
      )
    }
  }
}

/** Reserves a credit where one is used; returns whether one was. */
async function requireConsent(
  tx: StoreParts,
  subscription: StoredSubscription,
  template: TemplateConfig,
  now: number,
): Promise<boolean> {
  if (subscription.type === null) throw notSubscribed('the user has not answered yet')
  if (subscription.type === 'REJECT') throw notSubscribed('the user does not want these messages')
  const isOneTime = kindOf(template) === 'ONE_TIME'
  const needs = needsOf(subscription, kindOf(template), await tx.tokens.find(subscription), now)
  if (needs === 'CONSENT') throw notSubscribed('the message that the user agreed to was sent; ask again')
  if (needs === 'AUTHORIZATION') {
    throw new ApiError(
      'AUTHORIZATION_NEEDED',
      'the authorization is gone: let the user open the mini program again',
    )
  }
  return isOneTime && (await tx.subscriptions.takeCredit(subscription.subscriptionId))
}

const notSubscribed = (why: string) => new ApiError('NOT_SUBSCRIBED', `nothing was sent: ${why}`)
