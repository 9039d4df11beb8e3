import { randomUUID } from 'node:crypto'
import { subjectOf } from '../consent/subject.js'
import type { AccessToken } from '../platform/apply-token.js'
import type { Services } from '../services.js'
import type { StoredSubscription, StoreParts } from '../store/store.js'
import { settleToken } from '../subscriptions/settle-token.js'
import { waitForSending } from '../subscriptions/wait-for-sending.js'
import { withdrawUnasked } from '../subscriptions/withdraw-unasked.js'
import { revokeQuietly } from '../tokens/revoke-quietly.js'

/** A person, as the platform names them in one super app. */
export interface Person {
  customerBelongsTo: string
  userId: string
}

export interface Erased {
  subject: string
  messages: number
}

/**
 * Withdraws every consent of a person, revokes their tokens, and deletes all that is kept about them in every
 * app. What stays is the ledger, which knows only the subject: who brings the userId can still be matched to it.
 */
export async function eraseUser(services: Services, { customerBelongsTo, userId }: Person): Promise<Erased> {
  const { store, apps, background, subjectKey } = services
  const subject = subjectOf(subjectKey, customerBelongsTo, userId)
  const sites = apps.sites().filter((site) => site.customerBelongsTo === customerBelongsTo)
  for (const { appId } of sites) {
    const { subscriptions, unneeded } = await store.transaction((tx) =>
      withdrawAll(services, tx, { subject, appId, customerBelongsTo }),
    )
    await waitForSending(services, subscriptions)
    const { site } = apps.require({ appId, customerBelongsTo })
    for (const token of unneeded) background.add(revokeQuietly(services, site, token))
  }
  const messages = await store.upkeep.erase(subject)
  await store.compact()
  return { subject, messages }
}

async function withdrawAll(
  { apps, clock, cipher }: Services,
  tx: StoreParts,
  owner: { subject: string; appId: string; customerBelongsTo: string },
): Promise<{ subscriptions: StoredSubscription[]; unneeded: AccessToken<'MESSAGE'>[] }> {
  const now = clock.now()
  const subscriptions = await tx.subscriptions.ofOwner(owner)
  for (const one of subscriptions) {
    if (one.type !== 'AGREE') continue
    await withdrawUnasked(apps, tx, one, { origin: 'ERASURE', code: 'ERASED', requestId: randomUUID(), now })
  }
  return { subscriptions, unneeded: await settleToken(tx, cipher, owner, now) }
}
