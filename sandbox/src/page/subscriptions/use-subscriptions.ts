import type { Settings } from '../../state/settings.js'
import type { Registration } from '../../superapp/subscriptions.js'
import { useResource } from '../live/use-resource.js'
import { sendJson } from '../server/ask.js'
import type { Subscription } from '../server/shapes.js'
import { receives } from './receives.js'
import { usableTemplates, useTemplates } from './use-templates.js'

/** One approved template as one user sees it. */
export interface UserSubscription {
  templateCode: string
  templateName: string
  registration: Registration
  /** Whether messages get through now. */
  receives: boolean
}

/** The user's subscriptions to every approved template; undefined until loaded. */
export function useSubscriptions(userId: string): UserSubscription[] | undefined {
  const templates = useTemplates()
  const known = useResource<{ subscriptions: Subscription[] }>('/_sandbox/subscriptions')
  const source = useResource<Settings>('/_sandbox/settings')?.subscriptionSource
  if (!templates || source === undefined) return undefined
  return usableTemplates(templates).map(({ templateCode, name }) => {
    const registration =
      known?.subscriptions.find((one) => one.userId === userId && one.templateCode === templateCode)
        ?.registration ?? null
    return { templateCode, templateName: name, registration, receives: receives(registration, source) }
  })
}

/** Null forgets what the super app knew, so that the merchant's own record counts again. */
export const register = (
  userId: string,
  templateCode: string,
  registration: Registration,
): Promise<unknown> => sendJson('/_sandbox/subscriptions', { userId, templateCode, registration })
