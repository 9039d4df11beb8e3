import type { Settings } from '../../state/settings.js'
import type { Registration } from '../../superapp/subscriptions.js'
import { useResource } from '../live/use-resource.js'
import { sendJson } from '../server/ask.js'
import type { Subscription } from '../server/shapes.js'
import { receives } from './receives.js'

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
