import type { BreakerRelease } from '../contract/console.js'
import { ApiError } from '../contract/errors.js'
import { cancelMessage, resendDeadLetter, type AskedMessage } from '../outbox/messages.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import type { AuditEntry, StoredMessage, StoreParts } from '../store/store.js'
import type { AuditView } from '../contract/console.js'

// What people do in the console: each with its line in the audit log, written in the transaction that does it.

const done = (keyName: string, action: AuditEntry['action']) => ({
  ...{ keyName, action, requestId: null, subject: null, customerBelongsTo: null, templateCode: null },
})

const aboutMessage =
  (keyName: string, action: AuditEntry['action']) =>
  (tx: StoreParts, { appId, requestId, subject }: StoredMessage, at: number) =>
    tx.audit.add({ ...done(keyName, action), appId, requestId, subject, at })

/** @throws ApiError MESSAGE_NOT_FOUND, MESSAGE_NOT_DEAD, NOT_SUBSCRIBED */
export const resendAs = (services: Services, by: string, asked: AskedMessage): Promise<StoredMessage> =>
  resendDeadLetter(services, asked, aboutMessage(by, 'RESEND'))

/** @throws ApiError MESSAGE_NOT_FOUND, MESSAGE_NOT_QUEUED */
export const cancelAs = (services: Services, by: string, asked: AskedMessage): Promise<StoredMessage> =>
  cancelMessage(services, asked, aboutMessage(by, 'CANCEL'))

/**
 * Asks every process that a breaker stops to let it close; each does so within seconds. @throws ApiError APP_NOT_FOUND,
 * BREAKER_NOT_OPEN
 */
export async function releaseAs(
  { store, apps, clock }: Pick<Services, 'store' | 'apps' | 'clock'>,
  by: string,
  { appId, customerBelongsTo, templateCode }: BreakerRelease,
): Promise<void> {
  apps.onlyOne(appId)
  const released = await store.transaction(async (tx) => {
    const breaker = { appId, customerBelongsTo, templateCode: templateCode ?? '' }
    if (!(await tx.sendingLimits.askRelease(breaker))) return false
    await tx.audit.add({
      ...done(by, 'RELEASE_BREAKER'),
      ...{ appId, customerBelongsTo, templateCode: templateCode ?? null, at: await tx.now(clock) },
    })
    return true
  })
  if (!released)
    throw new ApiError(
      'BREAKER_NOT_OPEN',
      'no process has stopped this app or template: look at the overview again',
    )
}

const pageLength = 50

/** What was done in the caller's apps, newest first. */
export async function auditLog(
  { store, apps }: Pick<Services, 'store' | 'apps'>,
  before?: number,
): Promise<AuditView> {
  // One more tells whether there is another page.
  const found = await store.audit.list({ limit: pageLength + 1, before, appIds: apps.allowedIds })
  const page = found.slice(0, pageLength)
  const last = page.at(-1)
  return {
    rows: page.map(({ at, keyName, action, appId, requestId, customerBelongsTo, templateCode }) => ({
      ...{ at: isoTime(at), by: keyName, action, appId },
      ...(requestId !== null && { requestId }),
      ...(customerBelongsTo !== null && { customerBelongsTo }),
      ...(templateCode !== null && { templateCode }),
    })),
    ...(last && found.length > pageLength && { next: String(last.id) }),
  }
}
