/* global my, getApp, Page */
import config from '../../config'
import { callShop } from '../../shop'
import { language, menu, textsOf } from '../../texts'

Page({
  data: { text: {}, language: 'en', dishes: [], chosen: 'classic', asking: false, notice: '', trouble: '' },

  onLoad: function () {
    var lang = language()
    var text = textsOf(lang)
    var hasJsapi = typeof my.getSiteInfo === 'function'
    my.setNavigationBar({ title: text.storeName })
    this.setData({
      text: text,
      language: lang,
      dishes: menu.map(function (dish) {
        return { id: dish.id, mark: dish.mark, name: dish[lang], price: dish.price }
      }),
      notice: text.noticeText,
      templateIds: config.templateIds,
      fromConfig: !hasJsapi,
      appId: hasJsapi ? '' : config.withoutJsapi.appId,
      customerBelongsTo: hasJsapi ? '' : config.withoutJsapi.customerBelongsTo,
    })
  },

  handleDish: function (event) {
    this.setData({ chosen: event.currentTarget.dataset.id })
  },

  handleNotify: function () {
    this.setData({ asking: true })
  },

  handleAnswer: function (result) {
    if (result.success) getApp().globalData.subscriptionIds = result.subscriptionIds
    this.setData({ asking: false, notice: describe(result, this.data.text) })
  },

  handleOrder: function () {
    var page = this
    var shared = getApp().globalData
    page.setData({ trouble: '' })
    var order = { item: page.data.chosen, subscriptionIds: shared.subscriptionIds }
    callShop('POST', '/orders', order, function (error, placed) {
      if (error) {
        page.setData({ trouble: page.data.text.orderFailed })
        return
      }
      shared.orders.unshift(placed)
      my.navigateTo({ url: '/pages/orders/orders' })
    })
  },

  handleOrders: function () {
    my.navigateTo({ url: '/pages/orders/orders' })
  },
})

function describe(result, text) {
  if (result.success) return result.type === 'AGREE' ? text.agreed : text.rejected
  if (result.errorCode === 'CANCELLED') return text.CANCELLED
  return text.failed.replace('{code}', result.errorCode)
}
