// Orders live in memory: the demo is about the message, not about the shop.
import { randomUUID } from 'node:crypto'

const kitchenMs = Number(process.env.KITCHEN_MS ?? 1200)
const askAgainMs = 250

/** A message has texts in these languages; the user's own decides which one is shown. */
const storeNames = { 'en-US': 'Yummy Chicken Rice', 'zh-CN': '好味鸡饭' }

/** The sample's page path and query, each percent-encoded, `&query=` left as it is (Alipay+, "Message sending"). */
const orderPage = (orderNo) =>
  `${encodeURIComponent('pages/index/index')}&query=${encodeURIComponent(`orderNo=${orderNo}`)}`

export function createOrders({ backendUrl, apiKey, templateCode }) {
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

  async function call(path, options) {
    const answer = await fetch(`${backendUrl}${path}`, {
      ...options,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(10_000),
    })
    return { ok: answer.ok, body: await answer.json() }
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
    const { ok, body } = await call('/v1/messages', {
      method: 'POST',
      body: JSON.stringify({
        requestId,
        to: { subscriptionId },
        templateCode,
        templates,
      }),
    })
    if (!ok) return refuse(order, body.error.code)
    Object.assign(order, { notice: 'Queued' })
    after(askAgainMs, () => watch(order, requestId))
  }

  async function watch(order, requestId) {
    const { body } = await call(`/v1/messages/${requestId}`, { method: 'GET' })
    if (body.outcome === 'SENT') return Object.assign(order, { notice: 'Sent', settled: true })
    // It may have arrived, and nothing more will happen.
    if (body.outcome === 'UNKNOWN') return Object.assign(order, { settled: true })
    if (body.outcome) return refuse(order, body.code)
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
