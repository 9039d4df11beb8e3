import { randomBytes, randomUUID } from 'node:crypto'
import type { Store, StoreParts } from '../../src/store/store.js'
import { readConfig } from '../../src/config/settings.js'
import { Apps } from '../../src/apps.js'
import { silentLog } from '../../src/runtime.js'
import { Sender } from '../../src/outbox/sender.js'
import { startServer } from '../../src/main.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import { StoreUnavailable } from '../../src/store/database.js'
import { TokenCipher } from '../../src/tokens/stored-tokens.js'
import { findMessage, newMessage, owner } from '../support/builders.js'
import { useEnvironment } from '../support/environment.js'
import { Merchant, oneTimeCode, withMerchant, type MerchantChanges } from '../support/merchant.js'

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

  test('a clock that is ahead for a moment loses no user: only the platform says that a token is over', async () => {
    const requestId = await accepted()
    const ahead = merchant().stub.tokenLifeMs + 86_400_001
    merchant().jump(ahead)
    merchant().stub.failNext(applyToken, { kind: 'result', status: 'F', code: 'TIMESTAMP_INVALID' })
    await merchant().sender.sendDue()
    merchant().jump(-ahead)
    expect(await merchant().message(requestId)).toMatchObject({
      attempts: [{ outcome: 'NOT_SENT', code: 'TIMESTAMP_INVALID' }],
    })
    expect((await merchant().authorizations()).body.subscriptions).toMatchObject([{ needs: 'NOTHING' }])
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

test('USER_NOT_SUBSCRIBED counts from the start of its attempt: who has agreed again since then stays subscribed', async () => {
  const subscriptionId = await merchant().subscribed()
  await merchant().messages(subscriptionId)
  const session = await merchant().session()
  let go = () => {}
  const until = new Promise<void>((resolve) => (go = resolve))
  merchant().advance(60_000)
  const before = merchant().at()
  const fault = { kind: 'result', status: 'F', code: 'USER_NOT_SUBSCRIBED' } as const
  merchant().stub.failNext(send, { ...fault, until })
  const sending = merchant().sender.sendDue()
  while (merchant().stub.callsOf(send).length === 0) await new Promise((resolve) => setImmediate(resolve))
  merchant().advance(5_000)
  await merchant().answer(session, 'AGREE')
  go()
  await sending
  expect(await merchant().ledger()).toMatchObject([
    { type: 'AGREE', inForce: true },
    { type: 'AGREE', inForce: true },
    { type: 'REJECT', origin: 'SUPER_APP', inForce: false, decidedAt: before, receivedAt: merchant().at() },
  ])
  expect(await merchant().messages(subscriptionId)).toMatchObject({ status: 202 })
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
  const calls = merchant().stub.callsOf(applyToken).length
  const sending = merchant().sender.sendDue()
  while (merchant().stub.callsOf(applyToken).length === calls)
    await new Promise((resolve) => setImmediate(resolve))
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
  const refusing = (messages: StoreParts['messages']): StoreParts['messages'] => ({
    ...messages,
    recordEnds: (group) =>
      group.some(({ claim }) => claim.requestId === unwritable)
        ? Promise.reject(new Error('the disk says no'))
        : messages.recordEnds(group),
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

test('ends that can’t be written while the database is away are written when it is back', async () => {
  const store = openSqliteStore(':memory:')
  let calls = 0
  let isAway = false
  const transaction: Store['transaction'] = (work) => {
    calls += 1
    return isAway ? Promise.reject(new StoreUnavailable('away')) : store.transaction(work)
  }
  const own = await Merchant.open({ services: { store: { ...store, transaction } } })
  const subscriptionId = await own.subscribed()
  const ids = [await own.messages(subscriptionId), await own.messages(subscriptionId)].map(
    ({ body }) => body.requestId,
  )
  let answer = () => {}
  own.stub.failNext(send, { kind: 'wait', until: new Promise<void>((resolve) => (answer = resolve)) })
  const sending = own.sender.sendDue()
  while (own.stub.callsOf(send).length < 2) await new Promise(setImmediate)
  isAway = true
  calls = 0
  answer()
  expect(await sending).toBe(2)
  // Both at once, not each by itself: every try may take as long as a connection takes to fail.
  expect(calls).toBe(1)
  expect(await own.message(ids[0]!)).toMatchObject({ status: 'SENDING' })
  isAway = false
  await own.sender.sendDue()
  for (const id of ids)
    expect(await own.message(id)).toMatchObject({ outcome: 'SENT', attempts: [{ number: 1 }] })
  await own.close()
})

test('attempts that an outage breaks leave no stack in the log: the outage has its own line', async () => {
  const store = openSqliteStore(':memory:')
  const recipientsOf = () => Promise.reject(new StoreUnavailable('away'))
  const events: string[] = []
  const own = await Merchant.open({
    services: {
      store: { ...store, messages: { ...store.messages, recipientsOf } },
      log: (_level, event) => events.push(event),
    },
  })
  await own.messages(await own.subscribed())
  expect(await own.sender.sendDue()).toBe(1)
  expect(events).toContain('message-attempt')
  expect(events).not.toContain('message-attempt-broken')
  await own.close()
})

describe('what failed before the first byte has left is NOT_SENT:', () => {
  const send = async (changed: MerchantChanges['services'] = {}, breakIt?: (own: Merchant) => unknown) => {
    const own = await Merchant.open({ services: changed })
    const subscriptionId = await own.subscribed('user-1', oneTimeCode)
    const { body } = await own.messages(subscriptionId, { templateCode: oneTimeCode })
    await breakIt?.(own)
    await own.sender.sendDue()
    const message = await own.message(body.requestId)
    const { retries } = (await findMessage(own.services.store, body.requestId))!
    const credits = async () => (await own.services.store.subscriptions.find(subscriptionId))?.credits
    return { own, message, retries, credits, requestId: body.requestId }
  }
  const notSent = (code: string) => ({ status: 'QUEUED', attempts: [{ outcome: 'NOT_SENT', code }] })

  test('a platform that can’t be reached, which opens the app’s breaker and uses a step of the schedule', async () => {
    const { own, message, retries, requestId } = await send({}, (opened) => opened.stub.refuseConnections())
    expect(message).toMatchObject(notSent('UNREACHABLE'))
    expect(retries).toBe(1)
    for (let tries = 1; tries < 5; tries += 1) {
      own.advance(600_000)
      await own.sender.sendDue()
    }
    expect(own.sender.limits()).toMatchObject([{ state: 'OPEN' }])
    expect(await findMessage(own.services.store, requestId)).toMatchObject({ retries: 5, wasUnknown: false })
    await own.close()
  })

  test('a token that can’t be opened; a later rejection is certain, and gives the credit back', async () => {
    const cipher = new TokenCipher([{ id: 'test', key: randomBytes(32) }])
    const decrypt = jest.spyOn(cipher, 'decrypt')
    const { own, message, retries, credits, requestId } = await send({ cipher }, () =>
      decrypt.mockImplementationOnce(() => {
        throw new Error('no key opens it')
      }),
    )
    expect(message).toMatchObject(notSent('NOT_READABLE'))
    expect(retries).toBe(1)
    own.stub.failNext('/v2/miniprogram/message/send', { kind: 'result', status: 'F', code: 'PARAM_ILLEGAL' })
    own.advance(3_000)
    await own.sender.sendDue()
    expect(await own.message(requestId)).toMatchObject({ outcome: 'REJECTED', code: 'PARAM_ILLEGAL' })
    expect(await credits()).toBe(1)
    await own.close()
  })

  test('a recipient that can’t be read', async () => {
    const store = openSqliteStore(':memory:')
    const recipientsOf = () => Promise.reject(new Error('the disk says no'))
    const { own, message } = await send({
      store: { ...store, messages: { ...store.messages, recipientsOf } },
    })
    expect(message).toMatchObject(notSent('NOT_READABLE'))
    await own.close()
  })
})

describe('a lease is over, and nothing is sent under it,', () => {
  const afterRefresh = async (meanwhile: () => void) => {
    const { body } = await merchant().messages(await merchant().subscribed())
    merchant().advance(merchant().stub.tokenLifeMs)
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    merchant().stub.failNext(applyToken, { kind: 'wait', until })
    const asked = merchant().stub.callsOf(applyToken).length
    const sending = merchant().sender.sendDue()
    while (merchant().stub.callsOf(applyToken).length === asked)
      await new Promise((resolve) => setImmediate(resolve))
    meanwhile()
    go()
    await sending
    expect(merchant().stub.callsOf(send)).toEqual([])
    expect(await merchant().message(body.requestId)).toMatchObject({
      attempts: [{ outcome: 'NOT_SENT', code: 'LEASE_TOO_SHORT' }],
    })
  }
  test('when the wall clock says so: the machine slept, and monotonic time stood still', () =>
    afterRefresh(() => merchant().jump(60_000)))
  test('when monotonic time says so: the wall clock was set back', () =>
    afterRefresh(() => {
      merchant().advance(60_000)
      merchant().jump(-60_000)
    }))
})

describe('attempts under way at once are', () => {
  const { environment } = useEnvironment(() => ({ DATABASE_FILE: ':memory:' }))
  const accepting = async (count: number) => {
    const subscriptionId = await merchant().subscribed()
    for (let made = 0; made < count; made += 1) await merchant().messages(subscriptionId)
  }

  test('64 by default', async () => {
    await accepting(65)
    expect(await merchant().sender.sendDue()).toBe(64)
    expect(await merchant().sender.sendDue()).toBe(1)
  })

  test.each([
    ['', 64],
    ['3', 3],
  ])('as CONCURRENCY says: "%s"', async (CONCURRENCY, expected) => {
    const server = await startServer(readConfig({ ...environment, CONCURRENCY }), silentLog)
    expect(server.sender.concurrency).toBe(expected)
    await server.close()
    await accepting(expected + 1)
    const { concurrency } = server.sender
    expect(await new Sender(merchant().services, { concurrency }).sendDue()).toBe(expected)
  })
})

describe('with several apps', () => {
  const expiresAt = 1e15

  /** A merchant with these apps, whose sender tells for whom it claims, and how many it got. */
  async function withApps(appIds: string[], concurrency: number) {
    const store = openSqliteStore(':memory:')
    const claimed: [string, number][] = []
    const counting = (messages: StoreParts['messages']): StoreParts['messages'] => ({
      ...messages,
      claimDue: async (options) => {
        const claims = await messages.claimDue(options)
        claimed.push([options.app.appId, claims.length])
        return claims
      },
    })
    const own = await Merchant.open({ services: { store } })
    const { config } = own.services.apps.require(owner)
    const services = {
      ...own.services,
      apps: new Apps(appIds.map((appId) => ({ ...config, appId }))),
      store: {
        ...store,
        transaction: <T>(work: (tx: StoreParts) => Promise<T>) =>
          store.transaction((tx) => work({ ...tx, messages: counting(tx.messages) })),
      },
    }
    return { own, store, claimed, sender: new Sender(services, { concurrency }) }
  }

  test('only those that have something due are claimed for, however many there are', async () => {
    const appIds = Array.from({ length: 500 }, (_, index) => `P${index}`)
    const { own, store, claimed, sender } = await withApps(appIds, 64)
    await store.messages.insert(newMessage({ appId: 'P250', expiresAt }))
    expect(await sender.sendDue()).toBe(1)
    expect(claimed).toEqual([['P250', 1]])
    await own.close()
  })

  test('the backlog of one leaves room for another’s message, which takes no more than it needs', async () => {
    const { own, store, claimed, sender } = await withApps(['few', 'many', 'none'], 4)
    await store.messages.insertAll(Array.from({ length: 20 }, () => newMessage({ appId: 'many', expiresAt })))
    await store.messages.insert(newMessage({ appId: 'few', createdAt: 2_000, expiresAt }))
    expect(await sender.sendDue()).toBe(4)
    expect(claimed.toSorted()).toEqual([
      ['few', 1],
      ['many', 1],
      ['many', 2],
    ])
    await own.close()
  })
})
