import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Event, EventsAnswer } from '../../src/contract/events.js'
import { adminKey, apiKey, Merchant, oneTimeCode, templateCode } from '../support/merchant.js'
import { onBothStores } from '../support/on-both-stores.js'

const send = '/v2/miniprogram/message/send'
const applyToken = '/v2/authorizations/applyToken'
const [hour, appId] = [3_600_000, 'P0000000000000010001']

const ask = async (merchant: Merchant, query: Record<string, string> = {}) =>
  merchant.call({
    ...{ method: 'GET', url: '/v1/events', query },
    headers: { authorization: `Bearer ${apiKey}` },
  })

onBothStores((merchant) => {
  /** The feed when it has come to so many; others hold it back for a moment on a shared PostgreSQL. */
  async function feed(count: number, query: Record<string, string> = {}): Promise<EventsAnswer> {
    for (;;) {
      const { body } = await ask(merchant(), query)
      const answer = body as unknown as EventsAnswer
      if (answer.events.length >= count) return answer
    }
  }
  const told = async (count: number): Promise<Event[]> => (await feed(count)).events
  const types = async (count: number) => (await told(count)).map(({ type }) => type)

  test('a message that was sent is told with its order and outcome, and nothing of its user', async () => {
    const subscriptionId = await merchant().subscribed()
    await merchant().messages(subscriptionId, { requestId: 'order-1', reference: '0042' })
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    const [, event] = await told(2)
    expect(event).toEqual({
      ...{ id: expect.stringMatching(/^evt_[0-9a-f]{32}$/), type: 'message.finished' },
      timestamp: merchant().at(),
      data: {
        ...{ appId, customerBelongsTo: 'ALIPAY_CN', requestId: 'order-1', reference: '0042', subscriptionId },
        ...{ templateCode, outcome: 'SENT', code: 'SUCCESS', messageId: expect.stringMatching(/^000demo/) },
        ...{ createdAt: merchant().at(-1_000), finishedAt: merchant().at() },
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    })
  })

  test('what a newer release beside this one has told is in the feed as it stands', async () => {
    const { store } = merchant().services
    const event = { appId, subject: 'subject', happenedAt: merchant().stub.now(), data: { templateCode } }
    await store.events.add([{ ...event, type: 'template.paused' }] as unknown as Parameters<
      typeof store.events.add
    >[0])
    expect(await told(1)).toMatchObject([{ type: 'template.paused', data: { appId, templateCode } }])
  })

  test('one that could not be sent in time has expired; one that may have arrived is unknown', async () => {
    const subscriptionId = await merchant().subscribed()
    const expiresAt = merchant().at(hour)
    merchant().stub.failNext(send, { kind: 'answer-lost' })
    await merchant().messages(subscriptionId, { requestId: 'lost', expiresAt })
    await merchant().sender.sendDue()
    await merchant().messages(subscriptionId, { requestId: 'late', expiresAt })
    merchant().advance(hour)
    await merchant().sender.sendDue()
    expect((await told(3)).slice(1)).toMatchObject(
      expect.arrayContaining(
        [
          { type: 'message.expired', data: { requestId: 'late', outcome: 'EXPIRED' } },
          {
            type: 'message.finished',
            data: { requestId: 'lost', outcome: 'UNKNOWN', unknownCode: 'NETWORK' },
          },
        ].map((one) => expect.objectContaining({ type: one.type, data: expect.objectContaining(one.data) })),
      ),
    )
  })

  test('a decision is told when it changes something', async () => {
    const session = await merchant().session()
    await merchant().answer(session, 'AGREE')
    merchant().advance(1_000)
    await merchant().answer(session, 'AGREE')
    merchant().advance(1_000)
    const { body } = await merchant().answer(session, 'REJECT')
    const { subscriptionId } = body.subscriptions[0]!
    merchant().advance(1_000)
    await merchant().answer(session, 'REJECT')
    await merchant().subscribed('user-2', oneTimeCode)
    await merchant().subscribed('user-2', oneTimeCode)
    const events = await told(4)
    expect(events.map(({ data }) => data)).toMatchObject([
      { subscriptionId, templateCode, type: 'AGREE', origin: 'COMPONENT', appId },
      { subscriptionId, type: 'REJECT', decidedAt: merchant().at(-2_000) },
      { templateCode: oneTimeCode, type: 'AGREE' },
      { templateCode: oneTimeCode, type: 'AGREE' },
    ])
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['subscription.changed']))
  })

  test('a withdrawal in the super app is told, with the messages that it ends', async () => {
    const subscriptionId = await merchant().subscribed()
    merchant().stub.failNext(send, { kind: 'result', status: 'F', code: 'USER_NOT_SUBSCRIBED' })
    await merchant().messages(subscriptionId, { requestId: 'refused' })
    await merchant().messages(subscriptionId, { requestId: 'later', sendAt: merchant().at(hour) })
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    const events = (await told(4)).slice(1)
    expect(events.find(({ type }) => type === 'subscription.changed')?.data).toMatchObject({
      ...{ subscriptionId, type: 'REJECT', origin: 'SUPER_APP' },
    })
    const messages = events.filter(({ type }) => type === 'message.finished').map(({ data }) => data)
    expect(messages).toMatchObject([
      { requestId: 'refused', outcome: 'REJECTED', code: 'USER_NOT_SUBSCRIBED' },
      { requestId: 'later', outcome: 'PURGED', code: 'USER_NOT_SUBSCRIBED' },
    ])
  })

  test('that a user has to authorize again is told once, when their token has died', async () => {
    const subscriptionId = await merchant().subscribed()
    for (let count = 0; count < 2; count += 1) await merchant().messages(subscriptionId)
    merchant().advance(merchant().stub.tokenLifeMs)
    merchant().stub.failNext(applyToken, { kind: 'result', status: 'F', code: 'EXPIRED_REFRESH_TOKEN' })
    await merchant().sender.sendDue()
    merchant().advance(1_000)
    await merchant().sender.sendDue()
    await merchant().subscribed('user-2')
    expect(await types(3)).toEqual(['subscription.changed', 'authorization.needed', 'subscription.changed'])
    expect((await told(3))[1]!.data).toEqual({
      ...{ appId, customerBelongsTo: 'ALIPAY_CN', subscriptionIds: [subscriptionId] },
    })
  })

  test('who asks with next gets what came since, and next stays where there is nothing', async () => {
    for (const userId of ['user-1', 'user-2', 'user-3']) await merchant().subscribed(userId)
    await feed(3)
    const first = await feed(2, { limit: '2' })
    expect(first.events).toHaveLength(2)
    const second = await feed(1, { after: first.next! })
    const ids = [...first.events, ...second.events].map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(await feed(0, { after: second.next! })).toEqual({ events: [], next: second.next })
    await merchant().subscribed('user-4')
    expect((await feed(1, { after: second.next! })).events).toHaveLength(1)
  })

  test('what a retention or an erase has taken is not told any more', async () => {
    await merchant().subscribed('user-1')
    await merchant().subscribed('user-2')
    await feed(2)
    await merchant().call({
      ...{ method: 'DELETE', url: '/v1/users/user-1?customerBelongsTo=ALIPAY_CN' },
      headers: { authorization: `Bearer ${adminKey}` },
    })
    expect(await told(1)).toHaveLength(1)
    await merchant().services.store.upkeep.forgetBefore(Date.parse(merchant().at(1)), 100)
    expect(await told(0)).toEqual([])
  })

  test.each([
    ['a cursor that the feed did not give', { after: 'bm8' }, 400, 'INVALID_REQUEST'],
    ['too many at once', { limit: '501' }, 400, 'INVALID_REQUEST'],
  ])('%s is refused', async (_what, query, status, code) => {
    expect(await ask(merchant(), query)).toMatchObject({ status, body: { error: { code } } })
  })
})

test('with EVENTS=off nothing is kept, and the feed says so', async () => {
  const store = openSqliteStore(':memory:', undefined, { keepsEvents: false })
  const merchant = await Merchant.open({ services: { store } })
  await merchant.messages(await merchant.subscribed())
  await merchant.sender.sendDue()
  expect(await ask(merchant)).toMatchObject({
    status: 404,
    body: { error: { code: 'NOT_FOUND', message: expect.stringContaining('EVENTS=on') } },
  })
  expect(await store.events.after({ xid: 0, seq: 0 }, [appId], 10)).toEqual([])
  await merchant.close()
})
