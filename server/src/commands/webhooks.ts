import { randomBytes } from 'node:crypto'
import { readExpiry } from '../auth.js'
import { SdkError } from '../contract/errors.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import type { WebhookView } from '../store/store.js'

export interface WebhooksArguments {
  on?: string
  replay?: true
  from?: string
  app?: string
}

/** How webhooks stand, or what was done with them, one line each. @throws SdkError INVALID_ARGUMENT, NO_WEBHOOK */
export async function runWebhooks(
  { store, apps }: Pick<Services, 'store' | 'apps'>,
  { on, replay, from, app }: WebhooksArguments,
): Promise<string[]> {
  const appIds = apps.webhooks().map(({ appId }) => appId)
  const asked = on ?? app
  if (asked !== undefined && !appIds.includes(asked))
    throw new SdkError(
      'NO_WEBHOOK',
      `app ${asked} has no webhook: give it one in APPS_FILE, or set WEBHOOK_URL for all`,
    )
  if (on !== undefined) {
    const isThere = await store.webhooks.switchOn(on)
    return [isThere ? `${on}: on; what has waited is posted` : `${on}: on, and was not off`]
  }
  if (replay) {
    const since = timeOf(from)
    const which = app === undefined ? appIds : [app]
    return Promise.all(
      which.map(async (appId) =>
        (await store.webhooks.replay(appId, since))
          ? `${appId}: what happened since ${isoTime(since)} is posted again, with the same ids`
          : `${appId}: nothing was posted that happened since ${isoTime(since)}`,
      ),
    )
  }
  if (from !== undefined) throw invalid('--from belongs to --replay')
  const views = await store.webhooks.view(app === undefined ? appIds : [app])
  return views.length === 0 ? ['no webhook has been used yet'] : views.map(lineOf)
}

const invalid = (why: string) => new SdkError('INVALID_ARGUMENT', why)

function timeOf(from: string | undefined): number {
  if (from === undefined) throw invalid('--replay needs --from <time>, e.g. --from 2026-11-29T12:00:00Z')
  try {
    return readExpiry(from)
  } catch {
    throw invalid('--from must be like 2026-11-29 or 2026-11-29T12:00:00Z')
  }
}

function lineOf({ appId, oldestAt, retries, failingSince, offAt }: WebhookView): string {
  const waits =
    oldestAt === null ? 'all is taken' : `waits since ${isoTime(oldestAt)}, ${retries} tried again`
  if (offAt !== null) return `${appId}: off since ${isoTime(offAt)}; ${waits}`
  return `${appId}: ${waits}${failingSince === null ? '' : `; takes nothing since ${isoTime(failingSince)}`}`
}

/** For WEBHOOK_SECRETS, or `webhook.secrets` of an app. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
