import type { AccessToken, AppSite } from './apply-token.js'
import type { Outcome } from './outcome.js'
import type { PlatformClient } from './platform-client.js'

/**
 * Ends an access token and its refresh token. Documented for a sibling of AIMPDP; whether AIMPDP has it is
 * not, so nothing may depend on its success.
 * @see https://miniprogram.alipay.com/docs/miniprogram/mpdev/v2_revoke
 */
export const revokeToken = (
  platform: PlatformClient,
  app: AppSite,
  accessToken: AccessToken<'USER_INFO' | 'MESSAGE'>,
): Promise<Outcome<Record<string, never>>> => {
  const { appId, authClientId } = app
  const request = { appId, ...(authClientId !== undefined && { authClientId }), accessToken }
  return platform.call('/v2/authorizations/revoke', request, () => ({}))
}
