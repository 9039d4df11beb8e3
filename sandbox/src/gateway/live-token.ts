import type { GatewayCall } from './gateway-method.js'
import { GatewayRefusal } from './refusal.js'
import type { IssuedToken } from './tokens.js'

/** The token that `accessToken` names; INVALID_ACCESS_TOKEN or EXPIRED_ACCESS_TOKEN if it is not live. */
export function requireLiveToken({ state, client, fields, now }: GatewayCall, appId: string): IssuedToken {
  const accessToken = fields.text('accessToken', { max: 128 })
  const token = state.tokens.live(accessToken, { clientId: client.clientId, appId }, now)
  if (typeof token !== 'string') return token
  throw new GatewayRefusal(
    token,
    token === 'EXPIRED_ACCESS_TOKEN'
      ? 'accessToken has expired: refresh it by applyToken.'
      : 'accessToken does not exist for this mini program, or was revoked or refreshed.',
  )
}
