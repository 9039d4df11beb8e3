import config from './config'

/** What each page hands to its <subscribe-message>. Hosts without the Alipay+ JSAPIs get config.js's values. */
export function subscribeProps(language) {
  var hasJsapi = typeof my.getSiteInfo === 'function'
  return {
    asking: false,
    language: language,
    templateIds: config.templateIds,
    fromConfig: !hasJsapi,
    appId: hasJsapi ? '' : config.withoutJsapi.appId,
    customerBelongsTo: hasJsapi ? '' : config.withoutJsapi.customerBelongsTo,
  }
}

/** Keeps a result for the orders to come and for the other pages. */
export function remember(result) {
  if (!result.success) return
  getApp().globalData.subscriptionIds = result.subscriptionIds
  getApp().globalData.answer = result.type
}

/** What became of it, in the user's words. */
export function describe(result, text) {
  if (result.success) return result.type === 'AGREE' ? text.agreed : text.rejected
  if (result.errorCode === 'CANCELLED') return text.CANCELLED
  return text.failed.replace('{code}', result.errorCode)
}
