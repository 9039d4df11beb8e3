import { withMerchant } from '../support/merchant.js'
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
  expect(await merchant().services.store.messages.find(requestId)).toMatchObject({ attempts: 3, retries: 0 })
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
