// Orders live in memory: the demo is about the message, not about the shop.
import { randomUUID } from 'node:crypto'

const kitchenMs = Number(process.env.KITCHEN_MS ?? 1200)
const askAgainMs = 250

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
    const templateParameters = {
      orderNo: order.orderNo,
      storeName: 'Yummy Chicken Rice',
      miniBodyUrl: orderPage(order.orderNo),
      miniFooterUrl: orderPage(order.orderNo),
    }
    const requestId = randomUUID()
    const { ok, body } = await call('/messages', {
      method: 'POST',
      body: JSON.stringify({
        requestId,
        to: { subscriptionId },
        templateCode,
        templates: ['en-US', 'zh-CN'].map((language) => ({ language, templateParameters })),
      }),
    })
    if (!ok) return refuse(order, body.error.code)
    Object.assign(order, { notice: 'Queued' })
    after(askAgainMs, () => watch(order, requestId))
  }

  async function watch(order, requestId) {
    const { body } = await call(`/messages/${requestId}`, { method: 'GET' })
    if (body.outcome === 'SENT') return Object.assign(order, { notice: 'Sent', settled: true })
    if (body.outcome === 'REJECTED') return refuse(order, body.code)
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
