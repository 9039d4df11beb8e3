import type { Bridge } from '../host.js'
import { callJsapi, needed, textField } from './call-jsapi.js'

/** `siteName` is what the wallets document; the platform's solution page calls it `customerBelongsTo`. */
export function getSite(bridge: Bridge | undefined): Promise<string> {
  return callJsapi(bridge, 'getSiteInfo', 'customerBelongsTo', {}).then((answer) =>
    needed(
      'getSiteInfo',
      'customerBelongsTo',
      textField(answer, 'siteName') || textField(answer, 'customerBelongsTo'),
    ),
  )
}
