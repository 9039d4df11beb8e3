import { findMessage } from '../support/builders.js'
import { oneTimeCode, withMerchant } from '../support/merchant.js'
import type { Fault } from '../support/platform-stub.js'

const merchant = withMerchant()
const send = '/v2/miniprogram/message/send'

const sends = () => merchant().stub.callsOf(send).length
const accept = async (count: number) => {
  const subscriptionId = await merchant().subscribed()
  const accepted: string[] = []
  for (let made = 0; made < count; made += 1)
    accepted.push((await merchant().messages(subscriptionId)).body.requestId)
  return accepted
}
const failing = (count: number, fault: Fault) =>
  merchant().stub.failNext(send, ...Array<Fault>(count).fill(fault))

test.each<[string, number, Fault]>([
  ['answers whose signature is wrong', 3, { kind: 'wrong-signature' }],
  ['a no to whatever is signed', 3, { kind: 'result', status: 'F', code: 'SIGNATURE_INVALID' }],
  ['no answers', 5, { kind: 'answer-lost' }],
  ['a template that fails', 5, { kind: 'result', status: 'U', code: 'UNKNOWN_EXCEPTION' }],
])(
  '%s stop the sending, one probe looks again, and then all are delivered',
  async (_what, threshold, fault) => {
    const accepted = await accept(threshold)
    failing(threshold, fault)
    await merchant().sender.sendDue()
    const more = await accept(3)
    merchant().advance(4_000)
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(sends()).toBe(threshold)

    merchant().advance(1_000)
    expect(await merchant().sender.sendDue()).toBe(1)
    await merchant().sender.sendDue()
    for (const requestId of [...accepted, ...more]) {
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
    }
  },
)

describe('a template that probes is in the way of no other template:', () => {
  const parcels = async (from: number, count: number) => {
    for (let user = from; user < from + count; user += 1) {
      const subscriptionId = await merchant().subscribed(`user-${user}`, oneTimeCode)
      await merchant().messages(subscriptionId, { templateCode: oneTimeCode })
    }
  }
  beforeEach(async () => {
    await parcels(10, 5)
    failing(5, { kind: 'result', status: 'F', code: 'TEMPLATE_NOT_EXIST' })
    await merchant().sender.sendDue()
    merchant().advance(5_000)
  })

  test('with nothing of its own to send', async () => {
    await accept(10)
    expect(await merchant().sender.sendDue()).toBe(10)
  })

  test('while one of its messages goes as the probe, although it has the oldest ones', async () => {
    await parcels(20, 20)
    await accept(10)
    expect(await merchant().sender.sendDue()).toBe(11)
    expect(merchant().sender.limits()).toMatchObject([{ state: 'CLOSED' }])
  })
})

describe('token refreshes that fail', () => {
  const applyToken = '/v2/authorizations/applyToken'
  const refreshes = () =>
    merchant()
      .stub.callsOf(applyToken)
      .filter(({ body }) => body.includes('REFRESH_TOKEN'))

  test('are stopped by a breaker of their own: messages whose token lives go on, and one refresh probes', async () => {
    const before = []
    for (let user = 0; user < 6; user += 1) {
      const { body } = await merchant().messages(await merchant().subscribed(`user-${user}`))
      before.push(body.requestId)
    }
    merchant().advance(merchant().stub.tokenLifeMs)
    merchant().stub.failNext(applyToken, ...Array<Fault>(6).fill({ kind: 'answer-lost' }))
    await merchant().sender.sendDue()
    expect(refreshes()).toHaveLength(6)
    expect(await merchant().message(before[0]!)).toMatchObject({
      attempts: [{ outcome: 'NOT_SENT', code: 'NETWORK' }],
    })
    expect(merchant().sender.limits()).toMatchObject([{ state: 'OPEN' }])

    merchant().advance(4_000)
    const { body } = await merchant().messages(await merchant().subscribed('lives'))
    await merchant().sender.sendDue()
    expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'SENT' })
    expect(refreshes()).toHaveLength(6)
    expect(await findMessage(merchant().services.store, before[0]!)).toMatchObject({ retries: 1 })

    merchant().stub.failNext(applyToken, { kind: 'http', status: 502 })
    merchant().advance(2_000)
    await merchant().sender.sendDue()
    expect(refreshes()).toHaveLength(7)
    merchant().advance(15_000)
    await merchant().sender.sendDue()
    merchant().advance(15_000)
    await merchant().sender.sendDue()
    // The stub had used up each refresh token before its answer was lost.
    for (const requestId of before)
      expect(await merchant().message(requestId)).toMatchObject({ code: 'AUTHORIZATION_NEEDED' })
    expect(merchant().sender.limits()).toMatchObject([{ state: 'CLOSED' }])
  })

  test('because signature or client are refused stop the app', async () => {
    for (let user = 0; user < 3; user += 1)
      await merchant().messages(await merchant().subscribed(`user-${user}`))
    merchant().advance(merchant().stub.tokenLifeMs)
    const refused: Fault = { kind: 'result', status: 'F', code: 'CLIENT_INVALID' }
    merchant().stub.failNext(applyToken, refused, { kind: 'wrong-signature' }, refused)
    await merchant().sender.sendDue()
    await accept(1)
    expect(await merchant().sender.sendDue()).toBe(0)
  })
})

test('an attempt that never left, or was refused here, closes no breaker', async () => {
  await accept(3)
  failing(3, { kind: 'wrong-signature' })
  await merchant().sender.sendDue()
  merchant().advance(5_000)
  const { messages } = merchant().services.store
  const unreadable = jest.spyOn(messages, 'recipientsOf').mockRejectedValueOnce(new Error('the disk says no'))
  expect(await merchant().sender.sendDue()).toBe(1)
  expect(unreadable).toHaveBeenCalled()
  expect(merchant().sender.limits()).toMatchObject([{ state: 'HALF_OPEN' }])
  expect(await merchant().sender.sendDue()).toBe(1)
  expect(merchant().sender.limits()).toMatchObject([{ state: 'CLOSED' }])
})

describe('a wall clock that jumps an hour ahead and back', () => {
  const during = async (fault: Fault, count: number) => {
    merchant().stub.tokenLifeMs = 86_400_000
    await accept(count)
    merchant().jump(3_600_000)
    failing(count, fault)
    expect(await merchant().sender.sendDue()).toBe(count)
    merchant().jump(-3_600_000)
    const [requestId = ''] = await accept(1)
    merchant().advance(5_000)
    await merchant().sender.sendDue()
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
  }
  test('keeps no breaker open for an hour', () => during({ kind: 'wrong-signature' }, 3))
  test('keeps no pace down for an hour', () =>
    during({ kind: 'result', status: 'F', code: 'REQUEST_TRAFFIC_EXCEED_LIMIT' }, 3))
})

test('a probe that fails waits twice as long', async () => {
  await accept(3)
  failing(4, { kind: 'wrong-signature' })
  await merchant().sender.sendDue()
  merchant().advance(5_000)
  expect(await merchant().sender.sendDue()).toBe(1)
  merchant().advance(9_999)
  expect(await merchant().sender.sendDue()).toBe(0)
  merchant().advance(1)
  expect(await merchant().sender.sendDue()).toBe(1)
})

test('an unbelievable answer costs no message a step of its schedule', async () => {
  const [requestId = ''] = await accept(1)
  for (let tries = 0; tries < 3; tries += 1) {
    failing(1, { kind: 'wrong-signature' })
    merchant().advance(3_000)
    await merchant().sender.sendDue()
  }
  expect(await findMessage(merchant().services.store, requestId)).toMatchObject({ attempts: 3, retries: 0 })
})

test('REQUEST_TRAFFIC_EXCEED_LIMIT slows the app down, fails nothing, and the pace recovers', async () => {
  const accepted = await accept(10)
  failing(10, { kind: 'result', status: 'F', code: 'REQUEST_TRAFFIC_EXCEED_LIMIT' })
  expect(await merchant().sender.sendDue()).toBe(10)
  expect(merchant().sender.limits()).toMatchObject([{ state: 'CLOSED', perSecond: 5 }])
  merchant().advance(10_000)
  expect(await merchant().sender.sendDue()).toBe(5)
  merchant().advance(1_000)
  expect(await merchant().sender.sendDue()).toBe(5)
  for (const requestId of accepted)
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
  expect(merchant().sender.limits()[0]?.perSecond).toBeGreaterThan(5)
})
