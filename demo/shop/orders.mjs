// Orders live in memory: the demo is about the message, not about the shop.
import { randomUUID } from 'node:crypto'
import { createClient } from 'mini-message-server/client'

const kitchenMs = Number(process.env.KITCHEN_MS ?? 1200)
const askAgainMs = 250

/** A message has texts in these languages; the user's own decides which one is shown. */
const storeNames = { 'en-US': 'Yummy Chicken Rice', 'zh-CN': '好味鸡饭' }

/** The sample's page path and query, each percent-encoded, `&query=` left as it is (Alipay+, "Message sending"). */
const orderPage = (orderNo) =>
  `${encodeURIComponent('pages/index/index')}&query=${encodeURIComponent(`orderNo=${orderNo}`)}`

export function createOrders({ backendUrl, apiKey, templateCode }) {
  const server = createClient({ url: backendUrl, apiKey })
  const orders = new Map()
  const timers = new Set()
  let lastNumber = 100

  const after = (ms, what) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      what().catch((error) => console.error(`shop: ${error.message}`))
    }, ms)
    timers.add(timer)
  }

  const refuse = (order, noticeCode) => Object.assign(order, { notice: 'Refused', noticeCode, settled: true })

  async function tellCustomer(order, subscriptionId) {
    const { orderNo } = order
    const links = { miniBodyUrl: orderPage(orderNo), miniFooterUrl: orderPage(orderNo) }
    const templates = Object.entries(storeNames).map(([language, storeName]) => ({
      language,
      templateParameters: { orderNo, storeName, ...links },
    }))
    const requestId = randomUUID()
    const { error } = await server.POST('/v1/messages', {
      body: { requestId, reference: orderNo, to: { subscriptionId }, templateCode, templates },
    })
    if (error) return refuse(order, error.error.code)
    Object.assign(order, { notice: 'Queued' })
    after(askAgainMs, () => watch(order, requestId))
  }

  async function watch(order, requestId) {
    const { data = {} } = await server.GET('/v1/messages/{requestId}', { params: { path: { requestId } } })
    if (data.outcome === 'SENT') return Object.assign(order, { notice: 'Sent', settled: true })
    // It may have arrived, and nothing more will happen.
    if (data.outcome === 'UNKNOWN') return Object.assign(order, { settled: true })
    if (data.outcome) return refuse(order, data.code)
    after(askAgainMs, () => watch(order, requestId))
  }

  return {
    place({ item, subscriptionIds = {} }) {
      const orderNo = String(++lastNumber).padStart(4, '0')
      const order = { orderNo, item, ready: false, notice: 'None', settled: false }
      orders.set(orderNo, order)
      after(kitchenMs, async () => {
        order.ready = true
        const subscriptionId = subscriptionIds[templateCode]
        if (subscriptionId) await tellCustomer(order, subscriptionId).catch(() => refuse(order, 'NETWORK'))
        else order.settled = true
      })
      return order
    },
    find: (orderNo) => orders.get(orderNo),
    close: async () => timers.forEach(clearTimeout),
  }
}
