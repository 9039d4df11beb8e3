import { callShop } from '../../shop'
import { describe, remember, subscribeProps } from '../../subscribing'
import { language, menu, textsOf } from '../../texts'

Page({
  data: { text: {}, dishes: [], chosen: 'classic', asking: false, notice: '', trouble: '' },

  onLoad: function (query) {
    var lang = language()
    var text = textsOf(lang)
    var dishes = menu.map(function (dish) {
      return { id: dish.id, name: dish[lang], price: dish.price }
    })
    my.setNavigationBar({ title: text.storeName })
    this.setData(subscribeProps(lang))
    this.setData({ text: text, dishes: dishes, notice: text.noticeText })
    if (query && query.orderNo) this.openOrder(query.orderNo)
  },

  /** A tapped message names its order (`miniBodyUrl`), which this visit may not know yet. */
  openOrder: function (orderNo) {
    var shared = getApp().globalData
    callShop('GET', '/orders/' + encodeURIComponent(orderNo), undefined, function (error, order) {
      if (error) return
      shared.orders.unshift(order)
      my.navigateTo({ url: '/pages/orders/orders' })
    })
  },

  /** Also after the settings, where the answer may have changed. */
  onShow: function () {
    var answer = getApp().globalData.answer
    if (answer) this.setData({ notice: describe({ success: true, type: answer }, this.data.text) })
  },

  handleDish: function (event) {
    this.setData({ chosen: event.currentTarget.dataset.id })
  },

  handleNotify: function () {
    this.setData({ asking: true })
  },

  handleAnswer: function (result) {
    remember(result)
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

  handleSettings: function () {
    my.navigateTo({ url: '/pages/settings/settings' })
  },
})
