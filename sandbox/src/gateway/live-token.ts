import type { MiniProgram } from '../state/merchant.js'
import { checkAuthClient, readSite } from './customer.js'
import type { GatewayCall } from './gateway-method.js'
import { GatewayRefusal } from './refusal.js'
import type { IssuedToken } from './tokens.js'

/** The token that `accessToken` names; INVALID_ACCESS_TOKEN or EXPIRED_ACCESS_TOKEN if it is not live. */
export function requireLiveToken({ state, client, fields, now }: GatewayCall, appId?: string): IssuedToken {
  const accessToken = fields.text('accessToken')
  const holder = { clientId: client.clientId, ...(appId !== undefined && { appId }) }
  const token = state.tokens.live(accessToken, holder, now)
  if (typeof token !== 'string') return token
  throw new GatewayRefusal(
    token,
    token === 'EXPIRED_ACCESS_TOKEN'
      ? 'accessToken has expired: refresh it by applyToken.'
      : 'accessToken does not exist for this mini program, or was revoked or refreshed.',
  )
}

/** The same where the request names the super app too: a token of another one is as good as unknown. */
export function requireTokenOfSite(call: GatewayCall, miniProgram: MiniProgram): IssuedToken {
  const site = readSite(call.fields)
  checkAuthClient(call, miniProgram, site)
  const token = requireLiveToken(call, miniProgram.appId)
  if (token.site === site) return token
  throw new GatewayRefusal('INVALID_ACCESS_TOKEN', `accessToken belongs to ${token.site}, not to ${site}.`)
}
