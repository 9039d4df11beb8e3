import { callShop } from '../../shop'
import { dishName, language, textsOf } from '../../texts'

var ASK_AGAIN_MS = 1000

Page({
  data: { text: {}, orders: [] },

  onLoad: function () {
    var text = textsOf(language())
    my.setNavigationBar({ title: text.orders })
    this.setData({ text: text })
  },
  onShow: function () {
    this.follow()
  },
  onHide: function () {
    clearTimeout(this.timer)
  },
  onUnload: function () {
    clearTimeout(this.timer)
  },

  /** Shows the orders and asks the shop about those that are under way, as long as the page is on the screen. */
  follow: function () {
    var page = this
    var orders = getApp().globalData.orders
    page.show(orders)
    orders.forEach(function (order, index) {
      if (order.settled) return
      callShop('GET', '/orders/' + order.orderNo, undefined, function (error, answer) {
        if (!error) orders[index] = answer
      })
    })
    page.timer = setTimeout(function () {
      page.follow()
    }, ASK_AGAIN_MS)
  },

  show: function (orders) {
    var text = this.data.text
    var lang = language()
    var lines = orders.map(function (order) {
      return {
        orderNo: order.orderNo,
        name: dishName(order.item, lang),
        status: order.ready ? text.ready : text.preparing,
        notice: text['notice' + order.notice].replace('{code}', order.noticeCode || ''),
      }
    })
    if (JSON.stringify(lines) !== JSON.stringify(this.data.orders)) this.setData({ orders: lines })
  },
})
