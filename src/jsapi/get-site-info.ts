import type { Bridge } from '../host'
import { callJsapi, textField, unavailable, type JsapiAnswer } from './call-jsapi'

/** `siteName` is what the wallets document; the platform's solution page calls it `customerBelongsTo`. */
export function readSite({ answer }: JsapiAnswer): string {
  const site = textField(answer, 'siteName') || textField(answer, 'customerBelongsTo')
  if (!site) throw unavailable('getSiteInfo')
  return site
}

export function getSite(bridge: Bridge | undefined): Promise<string> {
  return callJsapi(bridge, 'getSiteInfo', {}).then(readSite)
}
