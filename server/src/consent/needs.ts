import type { TemplateKind } from '../apps/apps.js'
import type { StoredSubscription, StoredToken } from '../store/store.js'

export type Needs = 'NOTHING' | 'CONSENT' | 'AUTHORIZATION'

/** What the next open has to get from the user before this template's messages can be sent. */
export function needsOf(
  { type, credits }: Pick<StoredSubscription, 'type' | 'credits'>,
  kind: TemplateKind,
  token: Pick<StoredToken, 'accessTokenExpiresAt' | 'refreshTokenExpiresAt'> | undefined,
  now: number,
): Needs {
  if (type !== 'AGREE' || (kind === 'ONE_TIME' && credits === 0)) return 'CONSENT'
  return isAlive(token, now) ? 'NOTHING' : 'AUTHORIZATION'
}

/** A token that still works, or that can still be refreshed. */
const isAlive = (
  token: Pick<StoredToken, 'accessTokenExpiresAt' | 'refreshTokenExpiresAt'> | undefined,
  now: number,
): boolean => token !== undefined && Math.max(token.accessTokenExpiresAt, token.refreshTokenExpiresAt) > now
