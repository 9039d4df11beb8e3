import type { MiniProgram } from '../state/merchant.js'
import { isSite, sites, type Site } from '../state/sites.js'
import type { GatewayCall } from './gateway-method.js'
import { GatewayRefusal } from './refusal.js'
import type { RequestFields } from './request-fields.js'

/**
 * customerBelongsTo and authClientId together: the second is needed for every super app but Alipay China,
 * and wherever it is given it has to be the right one.
 */
export function readCustomer(call: GatewayCall, miniProgram: MiniProgram): Site {
  const site = readSite(call.fields)
  checkAuthClient(call, miniProgram, site)
  return site
}

export function readSite(fields: RequestFields): Site {
  const customerBelongsTo = fields.text('customerBelongsTo')
  if (isSite(customerBelongsTo)) return customerBelongsTo
  throw new GatewayRefusal('PARAM_ILLEGAL', `customerBelongsTo must be one of ${sites.join(', ')}.`)
}

/** Also for endpoints without customerBelongsTo, where the token tells the site. */
export function checkAuthClient(
  { fields, state, path }: GatewayCall,
  miniProgram: MiniProgram,
  site: Site,
): void {
  const given = checkGivenAuthClient(fields, miniProgram, site)
  if (given !== undefined) return
  const { authClientIdInAlipayChina } = state.settings
  const isOptional = authClientIdInAlipayChina === 'optional' || path.endsWith('/message/send')
  if (site === 'ALIPAY_CN' && isOptional) return
  throw new GatewayRefusal('PARAM_ILLEGAL', `authClientId is missing: ${site} needs it.`)
}

/** Where it may always be left out; a wrong one is refused all the same. */
export function checkGivenAuthClient(
  fields: RequestFields,
  miniProgram: MiniProgram,
  site: Site,
): string | undefined {
  const release = miniProgram.sites.get(site)
  if (!release) {
    throw new GatewayRefusal('ACCESS_DENIED', `Mini program ${miniProgram.appId} is not released to ${site}.`)
  }
  const authClientId = fields.optionalText('authClientId')
  if (authClientId !== undefined && authClientId !== release.authClientId) {
    throw new GatewayRefusal('INVALID_AUTH_CLIENT', `authClientId is not the one that ${site} gave.`)
  }
  return authClientId
}
