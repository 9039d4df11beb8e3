import type { Settings } from '../../state/settings.js'
import type { Registration } from '../../superapp/subscriptions.js'

/**
 * Whether the super app lets messages of a template through to this user. Where the merchant keeps the
 * subscriptions only a withdrawal made here stops them; otherwise one made in the platform's panel is needed.
 */
export function receives(registration: Registration, source: Settings['subscriptionSource']): boolean {
  return source === 'merchant' ? registration !== 'WITHDRAWN' : registration === 'SUBSCRIBED'
}
