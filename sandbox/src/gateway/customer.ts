import type { MiniProgram } from '../state/merchant.js'
import { isSite, sites, type Site } from '../state/sites.js'
import { GatewayRefusal } from './refusal.js'
import type { RequestFields } from './request-fields.js'

/**
 * customerBelongsTo and authClientId together: the second is needed for every super app but Alipay China,
 * and wherever it is given it has to be the right one.
 */
export function readCustomer(fields: RequestFields, miniProgram: MiniProgram): Site {
  const site = readSite(fields)
  checkAuthClient(fields, miniProgram, site)
  return site
}

export function readSite(fields: RequestFields): Site {
  const customerBelongsTo = fields.text('customerBelongsTo', { max: 64 })
  if (isSite(customerBelongsTo)) return customerBelongsTo
  throw new GatewayRefusal('PARAM_ILLEGAL', `customerBelongsTo must be one of ${sites.join(', ')}.`)
}

/** Also for endpoints without customerBelongsTo, where the token tells the site. */
export function checkAuthClient(fields: RequestFields, miniProgram: MiniProgram, site: Site): void {
  const release = miniProgram.sites.get(site)
  if (!release) {
    throw new GatewayRefusal('ACCESS_DENIED', `Mini program ${miniProgram.appId} is not released to ${site}.`)
  }
  const authClientId = fields.optionalText('authClientId', { max: 128 })
  if (authClientId === undefined) {
    if (site === 'ALIPAY_CN') return
    throw new GatewayRefusal('PARAM_ILLEGAL', `authClientId is missing: ${site} needs it.`)
  }
  if (authClientId !== release.authClientId) {
    throw new GatewayRefusal('INVALID_AUTH_CLIENT', `authClientId is not the one that ${site} gave.`)
  }
}
