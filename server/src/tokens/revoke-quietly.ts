import type { AccessToken, AppSite } from '../platform/apply-token.js'
import { revokeToken } from '../platform/revoke-token.js'
import type { Services } from '../services.js'

/**
 * Ends a token that nobody needs any more. Whether AIMPDP has the interface is not documented, so the token
 * is gone here first, and a failure is only logged.
 */
export async function revokeQuietly(
  { platform, log }: Pick<Services, 'platform' | 'log'>,
  site: AppSite,
  accessToken: AccessToken<'USER_INFO' | 'MESSAGE'>,
): Promise<void> {
  const outcome = await revokeToken(platform, site, accessToken)
  if (outcome.outcome === 'SENT') return
  const { code, message: detail } = outcome
  log('warn', 'token-not-revoked', { appId: site.appId, ...(code !== undefined && { code }), detail })
}
