import { randomUUID } from 'node:crypto'
import type { MessageStore } from '../../src/store/message-store.js'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import type { Store } from '../../src/store/store.js'
import { Merchant, oneTimeCode, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const send = '/v2/miniprogram/message/send'
const applyToken = '/v2/authorizations/applyToken'

async function accepted(userId = 'user-1'): Promise<string> {
  const { status, body } = await merchant().messages(await merchant().subscribed(userId))
  expect(status).toBe(202)
  return body.requestId
}

const waitAndSend = async (ms = 3_000) => {
  merchant().advance(ms)
  return merchant().sender.sendDue()
}

test('an accepted message is stored before anything is sent, and then delivered to its own user', async () => {
  const mine = await accepted('user-1')
  const others = await accepted('user-2')
  expect(merchant().stub.callsOf(send)).toEqual([])
  expect(await merchant().message(mine)).toMatchObject({ status: 'QUEUED', attempts: [] })
  await merchant().sender.sendDue()
  expect(merchant().stub.delivered.get(mine)).toMatchObject({ userId: 'user-1', times: 1 })
  expect(merchant().stub.delivered.get(others)).toMatchObject({ userId: 'user-2', times: 1 })
  expect(await merchant().message(mine)).toMatchObject({
    status: 'FINISHED',
    outcome: 'SENT',
    messageId: expect.stringMatching(/^000demo/),
    attempts: [{ number: 1, outcome: 'SENT', code: 'SUCCESS', latencyMs: 0 }],
  })
})

test('an answer lost after delivery is sent again with the same bytes, and arrives once', async () => {
  const requestId = await accepted()
  merchant().stub.failNext(send, { kind: 'answer-lost' })
  await merchant().sender.sendDue()
  expect(await merchant().message(requestId)).toMatchObject({
    status: 'QUEUED',
    attempts: [{ outcome: 'UNKNOWN', code: 'NETWORK' }],
  })
  expect(await waitAndSend()).toBe(1)
  const [first, second] = merchant().stub.callsOf(send)
  expect(second?.body).toBe(first?.body)
  expect(merchant().stub.delivered.get(requestId)).toMatchObject({ times: 2 })
  expect(await merchant().message(requestId)).toMatchObject({
    outcome: 'SENT',
    attempts: [{ number: 1 }, { number: 2 }],
  })
})

test('a signature that can’t be verified proves nothing: it is sent again', async () => {
  const requestId = await accepted()
  merchant().stub.failNext(send, { kind: 'wrong-signature' })
  await merchant().sender.sendDue()
  expect(await merchant().message(requestId)).toMatchObject({
    attempts: [{ outcome: 'UNKNOWN', code: 'UNVERIFIED' }],
  })
  await waitAndSend()
  expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
})

test('a final no is final, and says what to do', async () => {
  const requestId = await accepted()
  merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'TEMPLATE_NOT_EXIST' })
  await merchant().sender.sendDue()
  expect(await merchant().message(requestId)).toMatchObject({
    status: 'FINISHED',
    outcome: 'REJECTED',
    code: 'TEMPLATE_NOT_EXIST',
    detail: expect.stringContaining('Template Library'),
  })
  expect(await waitAndSend(1e9)).toBe(0)
})

describe('tokens', () => {
  test('an expired one is refreshed once for all messages of its user', async () => {
    const subscriptionId = await merchant().subscribed()
    for (let count = 0; count < 3; count += 1) await merchant().messages(subscriptionId)
    merchant().advance(merchant().stub.tokenLifeMs)
    const before = merchant().stub.callsOf(applyToken).length
    await merchant().sender.sendDue()
    await waitAndSend()
    expect(merchant().stub.callsOf(applyToken)).toHaveLength(before + 1)
    expect(merchant().stub.delivered.size).toBe(3)
  })

  test('one that the platform refuses is refreshed, and only the access token differs', async () => {
    const requestId = await accepted()
    merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'INVALID_ACCESS_TOKEN' })
    await merchant().sender.sendDue()
    await merchant().sender.sendDue()
    const [first, second] = merchant()
      .stub.callsOf(send)
      .map(({ fields }) => ({ ...fields, accessToken: 'any' }))
    expect(second).toEqual(first)
    expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
  })

  test.each(['USED_REFRESH_TOKEN', 'INVALID_REFRESH_TOKEN', 'EXPIRED_REFRESH_TOKEN'])(
    '%s lets the message wait for the user, and a renewal sends it',
    async (code) => {
      const requestId = await accepted()
      merchant().advance(merchant().stub.tokenLifeMs)
      merchant().stub.failNext(applyToken, { kind: 'result', status: 'F', code })
      await merchant().sender.sendDue()
      expect(await merchant().message(requestId)).toMatchObject({
        status: 'QUEUED',
        attempts: [{ outcome: 'NOT_SENT', code: 'AUTHORIZATION_NEEDED' }],
      })
      const { body } = await merchant().authorizations()
      expect(body.subscriptions).toMatchObject([{ needs: 'AUTHORIZATION' }])
      await merchant().subscriptions(body.sessionToken, {
        answers: [],
        authCode: merchant().stub.codeOf('user-1'),
      })
      await merchant().sender.sendDue()
      expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
    },
  )
})

test('USER_NOT_SUBSCRIBED is a withdrawal made in the super app: recorded as that, and the queue goes with it', async () => {
  const subscriptionId = await merchant().subscribed()
  const slowed = await merchant().messages(subscriptionId)
  merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'REQUEST_TRAFFIC_EXCEED_LIMIT' })
  await merchant().sender.sendDue()
  const refused = await merchant().messages(subscriptionId)
  // Slowed down to one message in two seconds.
  merchant().advance(2_000)
  merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'USER_NOT_SUBSCRIBED' })
  await merchant().sender.sendDue()

  expect(await merchant().message(refused.body.requestId)).toMatchObject({ outcome: 'REJECTED' })
  expect(await merchant().message(slowed.body.requestId)).toMatchObject({
    outcome: 'PURGED',
    code: 'USER_NOT_SUBSCRIBED',
  })
  expect(await merchant().ledger()).toMatchObject([
    { type: 'AGREE', origin: 'COMPONENT' },
    { type: 'REJECT', origin: 'SUPER_APP', inForce: true },
  ])
  expect(await merchant().messages(subscriptionId)).toMatchObject({
    status: 409,
    body: { error: { code: 'NOT_SUBSCRIBED' } },
  })
})

describe('a ONE_TIME consent', () => {
  const parcel = (subscriptionId: string) =>
    merchant().messages(subscriptionId, { templateCode: oneTimeCode, requestId: randomUUID() })

  test('allows one message for each AGREE', async () => {
    const subscriptionId = await merchant().subscribed('user-1', oneTimeCode)
    expect(await parcel(subscriptionId)).toMatchObject({ status: 202 })
    expect(await parcel(subscriptionId)).toMatchObject({
      status: 409,
      body: { error: { code: 'NOT_SUBSCRIBED' } },
    })
    await merchant().sender.sendDue()
    const { body } = await merchant().authorizations({ templateCodes: [oneTimeCode] })
    expect(body.subscriptions).toMatchObject([{ type: 'AGREE', needs: 'CONSENT' }])
  })

  test('is given back when the platform rejects', async () => {
    const subscriptionId = await merchant().subscribed('user-1', oneTimeCode)
    await parcel(subscriptionId)
    merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'PARAM_ILLEGAL' })
    await merchant().sender.sendDue()
    expect(await parcel(subscriptionId)).toMatchObject({ status: 202 })
  })
})

test('a withdrawal between claim and first byte: nothing leaves, although the token still lives', async () => {
  const subscriptionId = await merchant().subscribed()
  await merchant().subscribed('user-1', oneTimeCode)
  const { body } = await merchant().messages(subscriptionId)
  merchant().advance(merchant().stub.tokenLifeMs)
  const session = await merchant().session()
  let go = () => {}
  merchant().stub.failNext(applyToken, {
    kind: 'wait',
    until: new Promise<void>((resolve) => (go = resolve)),
  })
  const calls = merchant().stub.calls.length
  const sending = merchant().sender.sendDue()
  while (merchant().stub.calls.length === calls) await new Promise((resolve) => setImmediate(resolve))
  const rejecting = merchant().answer(session, 'REJECT')
  while ((await merchant().ledger()).length < 3) await new Promise((resolve) => setImmediate(resolve))
  go()
  await Promise.all([sending, rejecting])
  expect(merchant().stub.callsOf(send)).toEqual([])
  expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'PURGED', code: 'WITHDRAWN' })
})

test('stopping settles what is under way and claims nothing more', async () => {
  const requestId = await accepted()
  let go = () => {}
  merchant().stub.failNext(send, { kind: 'wait', until: new Promise<void>((resolve) => (go = resolve)) })
  merchant().sender.start()
  while (merchant().stub.callsOf(send).length === 0) await new Promise((resolve) => setImmediate(resolve))
  const stopping = merchant().sender.stop()
  await merchant().messages(await merchant().subscribed('user-2'))
  go()
  await stopping
  expect(await merchant().message(requestId)).toMatchObject({ outcome: 'SENT' })
  expect(merchant().stub.delivered.size).toBe(1)
})

test('one whose end can’t be written takes nobody with it, and is taken up again after its lease', async () => {
  const store = openSqliteStore(':memory:')
  let unwritable = ''
  const refusing = (messages: MessageStore): MessageStore => ({
    ...messages,
    settleAll: (group) =>
      group.some(({ claim }) => claim.requestId === unwritable)
        ? Promise.reject(new Error('the disk says no'))
        : messages.settleAll(group),
  })
  const transaction: Store['transaction'] = (work) =>
    store.transaction((tx) => work({ ...tx, messages: refusing(tx.messages) }))
  const own = await Merchant.open({ services: { store: { ...store, transaction } } })
  const subscriptionId = await own.subscribed()
  const [one, other] = [await own.messages(subscriptionId), await own.messages(subscriptionId)]
  unwritable = one.body.requestId
  await own.sender.sendDue()
  expect(await own.message(other.body.requestId)).toMatchObject({ outcome: 'SENT' })
  expect(await own.message(one.body.requestId)).toMatchObject({ status: 'SENDING' })

  unwritable = ''
  own.advance(3 * own.services.platform.timeoutMs)
  await own.sender.sendDue()
  expect(await own.message(one.body.requestId)).toMatchObject({
    outcome: 'SENT',
    attempts: [{ outcome: 'UNKNOWN', code: 'SENDER_DIED' }, { outcome: 'SENT' }],
  })
  await own.close()
})
