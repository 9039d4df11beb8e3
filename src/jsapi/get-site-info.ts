import { fail } from '../errors'
import type { Bridge } from '../host'
import { callJsapi, describeError, textField, type JsapiAnswer } from './call-jsapi'

const remedy = 'Pass the prop `customerBelongsTo`, for AlipayCN ALIPAY_CN.'

/** `siteName` is what the wallets document; the platform's solution page calls it `customerBelongsTo`. */
export function readSite(result: JsapiAnswer): string {
  if (!result.ok) throw fail('UNAVAILABLE', `my.getSiteInfo failed (${describeError(result.error)}).`, remedy)
  const site = textField(result.answer, 'siteName') || textField(result.answer, 'customerBelongsTo')
  if (!site) throw fail('UNAVAILABLE', 'my.getSiteInfo answered without a siteName.', remedy)
  return site
}

export function getSite(bridge: Bridge): Promise<string> {
  if (typeof bridge.getSiteInfo !== 'function') {
    // Absent in plain AlipayCN programs and in the IDE's simulator.
    return Promise.reject(fail('UNAVAILABLE', 'my.getSiteInfo is missing here.', remedy))
  }
  return callJsapi((callbacks) => bridge.getSiteInfo?.(callbacks)).then(readSite)
}
