import type { Application, Template } from '../console/template.js'
import type { Subscription } from '../control/user-routes.js'
import type { Settings } from '../state/settings.js'
import type { Registration } from '../superapp/subscriptions.js'
import { type Loaded, useResource } from './live.js'
import { sendJson } from './ask.js'

/** One approved template as one user sees it. */
export interface UserSubscription extends Subscription {
  /** Whether messages get through now. */
  receives: boolean
}

/** The user's subscriptions to every approved template; undefined until loaded. */
export function useSubscriptions(userId: string): UserSubscription[] | undefined {
  const path = `/_sandbox/subscriptions?userId=${encodeURIComponent(userId)}`
  const rows = useResource<{ subscriptions: Subscription[] }>(path)?.subscriptions
  const source = useResource<Settings>('/_sandbox/settings')?.subscriptionSource
  if (!rows || source === undefined) return undefined
  return rows.map((row) => ({ ...row, receives: receives(row.registration, source) }))
}

/** Null forgets what the super app knew, so that the merchant's own record counts again. */
export const register = (
  { userId, appId, templateCode }: Pick<Subscription, 'userId' | 'appId' | 'templateCode'>,
  registration: Registration,
): Promise<unknown> => sendJson('/_sandbox/subscriptions', { userId, appId, templateCode, registration })

/**
 * Whether the super app lets messages of a template through to this user. Where the merchant keeps the
 * subscriptions only a withdrawal made here stops them; otherwise one made in the platform's panel is needed.
 */
export function receives(registration: Registration, source: Settings['subscriptionSource']): boolean {
  return source === 'merchant' ? registration !== 'WITHDRAWN' : registration === 'SUBSCRIBED'
}

/** A template with every application for it, oldest first. */
export type LibraryTemplate = Template & { applications: Application[] }

/** The whole library, oldest first. */
export const useLibrary = (): Loaded<LibraryTemplate[]> =>
  useResource<{ library: LibraryTemplate[] }>('/_sandbox/templates')?.library
