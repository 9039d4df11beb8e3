import { randomUUID } from 'node:crypto'
import { firstBrokenRow } from '../../src/consent/ledger.js'
import { ledgerKeys, owner } from '../support/builders.js'
import { oneTimeCode, slowPost, templateCode, withMerchant, type Answer } from '../support/merchant.js'

const merchant = withMerchant()
const applyToken = '/v2/authorizations/applyToken'
const error = (status: number, code: string) => ({ status, body: { error: { code } } })

test('AGREE with a fresh code is recorded, and nothing more is needed', async () => {
  const answer = await merchant().answer(await merchant().session(), 'AGREE')
  expect(answer).toMatchObject({
    status: 200,
    body: { subscriptions: [{ templateCode, type: 'AGREE', needs: 'NOTHING' }] },
  })
  expect(await merchant().ledger()).toMatchObject([
    {
      templateCode,
      type: 'AGREE',
      origin: 'COMPONENT',
      inForce: true,
      kind: 'LONG_TERM',
      receivedAt: merchant().at(),
      answeredAt: merchant().at(-1_000),
      sentAt: merchant().at(),
      decidedAt: merchant().at(-1_000),
      shown: {
        at: merchant().at(-2_000),
        surface: 'BUILTIN',
        component: 'mini-message@0.1.0',
        textVerified: false,
      },
    },
  ])
  expect(JSON.stringify(await merchant().ledger())).not.toContain('user-1')
})

test('tokens rest encrypted', async () => {
  await merchant().subscribed()
  const [entry] = await merchant().ledger()
  const stored = await merchant().services.store.tokens.find(entry!)
  expect(stored?.accessToken).toMatch(/^test\.[\w-]+$/)
})

test('the next authorization says that nothing is needed', async () => {
  await merchant().subscribed()
  const { body } = await merchant().authorizations()
  expect(body.subscriptions).toMatchObject([{ type: 'AGREE', needs: 'NOTHING' }])
})

test('a token that can’t be refreshed any more needs AUTHORIZATION, and empty answers with a code renew it', async () => {
  await merchant().subscribed()
  merchant().advance(merchant().stub.tokenLifeMs + 86_400_001)
  const { body } = await merchant().authorizations()
  expect(body.subscriptions).toMatchObject([{ type: 'AGREE', needs: 'AUTHORIZATION' }])
  const renewed = await merchant().subscriptions(body.sessionToken, {
    answers: [],
    authCode: merchant().stub.codeOf('user-1'),
  })
  expect(renewed).toMatchObject({
    status: 200,
    body: { subscriptions: [{ type: 'AGREE', needs: 'NOTHING' }] },
  })
})

test('a renewal where nothing is agreed to keeps no token', async () => {
  const session = await merchant().session()
  const code = merchant().stub.codeOf('user-1')
  await merchant().subscriptions(session, { answers: [], authCode: code })
  await merchant().services.background.settled()
  expect([...merchant().stub.revoked].sort()).toEqual([...merchant().stub.granted].sort())
})

describe('the session', () => {
  test.each(['', 'Bearer', 'Bearer x', 'Bearer a.b', 'Basic abc'])(
    '%j is not a session token',
    async (authorization) => {
      const answer = await merchant().call({
        method: 'POST',
        url: '/subscriptions',
        headers: { authorization },
        payload: { requestId: randomUUID(), answers: [] },
      })
      expect(answer).toMatchObject(error(401, 'SESSION_EXPIRED'))
    },
  )

  test('ends after 15 minutes', async () => {
    const session = await merchant().session()
    merchant().advance(15 * 60_000)
    expect(await merchant().answer(session, 'REJECT')).toMatchObject(error(401, 'SESSION_EXPIRED'))
    expect(await merchant().ledger()).toEqual([])
  })
})

describe('rule b: the same requestId', () => {
  test('with the same content has the first outcome, whatever the code', async () => {
    const session = await merchant().session()
    const request = { requestId: randomUUID(), consent: merchant().consent() }
    const first = await merchant().answer(session, 'AGREE', request)
    const again = await merchant().answer(session, 'AGREE', request)
    expect(again.body).toEqual(first.body)
    expect(await merchant().ledger()).toHaveLength(1)
    expect(merchant().stub.callsOf(applyToken)).toHaveLength(2)
  })

  test('with another sentAt is the same request: each try has its own', async () => {
    const session = await merchant().session()
    const requestId = randomUUID()
    const posts = [0, 5_000].map((ms) => ({
      requestId,
      consent: merchant().consent({ sentAt: merchant().at(ms) }),
    }))
    for (const request of posts) expect((await merchant().answer(session, 'AGREE', request)).status).toBe(200)
    expect(await merchant().ledger()).toHaveLength(1)
  })

  test('with another answeredAt is another request', async () => {
    const session = await merchant().session()
    const requestId = randomUUID()
    await merchant().answer(session, 'REJECT', { requestId })
    const consent = merchant().consent({ answeredAt: merchant().at(-500) })
    expect(await merchant().answer(session, 'REJECT', { requestId, consent })).toMatchObject(
      error(409, 'REQUEST_ID_REUSED'),
    )
  })

  test('posted five times at once is recorded once', async () => {
    const session = await merchant().session()
    const request = {
      requestId: randomUUID(),
      consent: merchant().consent(),
      authCode: merchant().stub.codeOf('user-1'),
    }
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => merchant().answer(session, 'AGREE', request)))
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await merchant().ledger()).toHaveLength(1)
  })

  test('with other content is refused', async () => {
    const session = await merchant().session()
    const requestId = randomUUID()
    await merchant().answer(session, 'AGREE', { requestId })
    expect(await merchant().answer(session, 'REJECT', { requestId })).toMatchObject(
      error(409, 'REQUEST_ID_REUSED'),
    )
  })

  test('of another user is another request', async () => {
    const requestId = randomUUID()
    await merchant().answer(await merchant().session(), 'AGREE', { requestId })
    const other = await merchant().session('user-2')
    expect(await merchant().answer(other, 'REJECT', { requestId })).toMatchObject({ status: 200 })
  })
})

describe('rule c: a code of another user', () => {
  test('is SUBJECT_MISMATCH: nothing recorded, the token revoked and not kept', async () => {
    const session = await merchant().session('user-1')
    const answer = await merchant().answer(session, 'AGREE', { userId: 'user-2' })
    expect(answer).toMatchObject(error(403, 'SUBJECT_MISMATCH'))
    expect(await merchant().ledger()).toEqual([])
    expect(merchant().stub.revoked).toContain(merchant().stub.granted.at(-1))
    const { body } = await merchant().authorizations()
    expect(body.subscriptions).toMatchObject([{ type: null, needs: 'CONSENT' }])
  })
})

describe('rule d: AGREE without a good code has no effect', () => {
  test.each([
    ['none', { authCode: undefined }, 400, 'INVALID_REQUEST'],
    ['an unknown one', { authCode: 'nosuchcode' }, 410, 'AUTH_CODE_INVALID'],
  ])('%s', async (_case, changed, status, code) => {
    const session = await merchant().session()
    expect(await merchant().answer(session, 'AGREE', changed)).toMatchObject(error(status, code))
    expect(await merchant().ledger()).toEqual([])
  })

  test('the code that named the user is spent', async () => {
    const authCode = merchant().stub.codeOf('user-1')
    const { body } = await merchant().authorizations({ authCode })
    expect(await merchant().answer(body.sessionToken, 'AGREE', { authCode })).toMatchObject(
      error(410, 'AUTH_CODE_SPENT'),
    )
    expect(await merchant().ledger()).toEqual([])
  })

  test('the same requestId may come again with a new code', async () => {
    const session = await merchant().session()
    const request = { requestId: randomUUID(), consent: merchant().consent() }
    merchant().stub.failNext(applyToken, { kind: 'answer-lost' })
    expect(await merchant().answer(session, 'AGREE', request)).toMatchObject(
      error(503, 'PLATFORM_UNAVAILABLE'),
    )
    expect(await merchant().answer(session, 'AGREE', request)).toMatchObject({ status: 200 })
    expect(await merchant().ledger()).toHaveLength(1)
  })
})

describe('rule e: REJECT', () => {
  test('withdraws without a code; queued messages are gone before it is answered', async () => {
    const subscriptionId = await merchant().subscribed()
    const { body } = await merchant().messages(subscriptionId)
    const answer = await merchant().answer(await merchant().session(), 'REJECT')
    expect(answer).toMatchObject({
      status: 200,
      body: { subscriptions: [{ type: 'REJECT', needs: 'CONSENT' }] },
    })
    expect(await merchant().message(body.requestId)).toMatchObject({
      status: 'FINISHED',
      outcome: 'PURGED',
      code: 'WITHDRAWN',
    })
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(merchant().stub.delivered.size).toBe(0)
  })

  test('waits for the attempt that is under way', async () => {
    const subscriptionId = await merchant().subscribed()
    await merchant().messages(subscriptionId)
    const session = await merchant().session()
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    merchant().stub.failNext('/v2/miniprogram/message/send', { kind: 'wait', until })
    const order: string[] = []
    const sending = merchant()
      .sender.sendDue()
      .then(() => order.push('sent'))
    while (merchant().stub.callsOf('/v2/miniprogram/message/send').length === 0) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    const rejecting = merchant()
      .answer(session, 'REJECT')
      .then(() => order.push('answered'))
    while ((await merchant().ledger()).length < 2) await new Promise((resolve) => setImmediate(resolve))
    expect(order).toEqual([])
    go()
    await Promise.all([sending, rejecting])
    expect(order).toEqual(['sent', 'answered'])
  })

  test.each([
    ['', 1_001],
    [', with a token that has to be refreshed first', 3_600_000],
  ])('stops what a sender that died had claimed, for a later AGREE too%s', async (_title, passed) => {
    const subscriptionId = await merchant().subscribed()
    const { body } = await merchant().messages(subscriptionId)
    const { stub, services, sender } = merchant()
    const lease = { owner: 'died', now: stub.now(), leaseUntil: stub.now() + 1_000 }
    expect(await services.store.messages.claimDue({ app: owner, ...lease, limit: 1 })).toHaveLength(1)
    merchant().advance(1_001)
    const session = await merchant().session()
    await merchant().answer(session, 'REJECT')
    merchant().advance(1)
    await merchant().answer(session, 'AGREE')
    merchant().advance(passed)
    await sender.sendDue()
    expect(stub.callsOf('/v2/miniprogram/message/send')).toEqual([])
    expect(await merchant().message(body.requestId)).toMatchObject({ outcome: 'UNKNOWN' })
    // What was accepted under the new consent goes.
    await merchant().messages(subscriptionId)
    await sender.sendDue()
    expect(stub.delivered.size).toBe(1)
  })

  test('of the last subscription revokes and deletes the token', async () => {
    await merchant().subscribed()
    await merchant().answer(await merchant().session(), 'REJECT')
    await merchant().services.background.settled()
    expect([...merchant().stub.revoked].sort()).toEqual([...merchant().stub.granted].sort())
    const [entry] = await merchant().ledger()
    expect(await merchant().services.store.tokens.find(entry!)).toBeUndefined()
  })

  test('may be taken back', async () => {
    await merchant().subscribed()
    merchant().advance(1)
    await merchant().answer(await merchant().session(), 'REJECT')
    merchant().advance(1)
    const again = await merchant().answer(await merchant().session(), 'AGREE')
    expect(again.body.subscriptions).toMatchObject([{ type: 'AGREE', needs: 'NOTHING' }])
    expect(
      firstBrokenRow(await merchant().services.store.ledger.rowsAfter(owner.appId, 0, 10), {
        appId: owner.appId,
        keys: ledgerKeys,
      }),
    ).toBeUndefined()
    expect((await merchant().ledger()).map(({ type }) => type)).toEqual(['AGREE', 'REJECT', 'AGREE'])
  })
})

describe('rule f: the server’s clock decides', () => {
  /** Answered `agoMs` before it was posted, by a phone whose clock is `aheadMs` ahead of ours. */
  const answeredBy = (aheadMs: number, agoMs = 1_000) =>
    merchant().consent({
      shownAt: merchant().at(aheadMs - agoMs - 1_000),
      answeredAt: merchant().at(aheadMs - agoMs),
      sentAt: merchant().at(aheadMs),
    })
  const typeOf = ({ body }: Answer) => body.subscriptions.map(({ type }) => type)
  const minute = 60_000
  const day = 24 * 60 * minute

  test('a REJECT withdraws the AGREE of a phone that is 4 minutes fast, and nothing is sent', async () => {
    const session = await merchant().session()
    const agreed = await merchant().answer(session, 'AGREE', { consent: answeredBy(4 * minute) })
    await merchant().messages(agreed.body.subscriptions[0]!.subscriptionId)
    merchant().advance(minute)
    expect(typeOf(await merchant().answer(session, 'REJECT'))).toEqual(['REJECT'])
    expect(await merchant().sender.sendDue()).toBe(0)
    expect(merchant().stub.delivered.size).toBe(0)
  })

  test('a REJECT withdraws although the server’s clock was set back since the AGREE, and nothing is sent', async () => {
    const session = await merchant().session()
    const { body } = await merchant().answer(session, 'AGREE')
    merchant().jump(-3_600_000)
    expect(await merchant().answer(session, 'REJECT')).toMatchObject({
      status: 200,
      body: { subscriptions: [{ type: 'REJECT' }] },
    })
    expect(await merchant().messages(body.subscriptions[0]!.subscriptionId)).toMatchObject(
      error(409, 'NOT_SUBSCRIBED'),
    )
    // Nobody can tell whether it was said before or after.
    expect(await merchant().answer(session, 'AGREE')).toMatchObject({
      body: { subscriptions: [{ type: 'REJECT' }] },
    })
    merchant().jump(3_600_000)
    merchant().advance(minute)
    expect(await merchant().answer(session, 'AGREE')).toMatchObject({
      body: { subscriptions: [{ type: 'AGREE' }] },
    })
  })

  test('a phone that is 3 hours slow, or 3 hours fast, agrees again after a REJECT', async () => {
    const session = await merchant().session()
    for (const ahead of [-180 * minute, 180 * minute]) {
      await merchant().answer(session, 'REJECT')
      merchant().advance(minute)
      const consent = answeredBy(ahead)
      expect(typeOf(await merchant().answer(session, 'AGREE', { consent }))).toEqual(['AGREE'])
      merchant().advance(minute)
    }
  })

  test('the ledger keeps the device’s times and the one that counts', async () => {
    const consent = answeredBy(4 * minute, 90_000)
    await merchant().answer(await merchant().session(), 'REJECT', { consent })
    expect(await merchant().ledger()).toMatchObject([
      {
        answeredAt: consent.answeredAt,
        sentAt: consent.sentAt,
        shown: { at: consent.shownAt },
        decidedAt: merchant().at(-90_000),
        receivedAt: merchant().at(),
      },
    ])
  })

  test('an answer older than the decision in force is kept and changes nothing', async () => {
    const session = await merchant().session()
    await merchant().answer(session, 'REJECT')
    const stale = await merchant().answer(session, 'AGREE', { consent: answeredBy(0, minute) })
    expect(stale).toMatchObject({
      status: 200,
      body: { subscriptions: [{ type: 'REJECT', needs: 'CONSENT' }] },
    })
    expect(await merchant().ledger()).toMatchObject([
      { type: 'REJECT', inForce: true },
      { type: 'AGREE', inForce: false },
    ])
    await merchant().services.background.settled()
    expect(merchant().stub.revoked).toContain(merchant().stub.granted.at(-1))
  })

  test.each([['AGREE', 'REJECT'] as const, ['REJECT', 'AGREE'] as const])(
    'of %s and %s at the same time the REJECT stands',
    async (first, second) => {
      const session = await merchant().session()
      await merchant().answer(session, first)
      expect(typeOf(await merchant().answer(session, second))).toEqual(['REJECT'])
    },
  )

  test.each([
    ['answered before it was shown', { answeredAt: '2026-11-20T03:00:00Z' }],
    ['answered after it was sent', { sentAt: '2026-11-20T03:59:58Z' }],
    ['a second that no clock can read', { answeredAt: '2026-11-19T23:59:60Z' }],
  ])(
    'times that contradict each other, %s: a REJECT counts now, an AGREE 24 h before',
    async (_case, times) => {
      const session = await merchant().session()
      const consent = merchant().consent(times)
      await merchant().answer(session, 'AGREE', { consent })
      await merchant().answer(session, 'AGREE')
      expect(typeOf(await merchant().answer(session, 'REJECT', { consent }))).toEqual(['REJECT'])
      expect(typeOf(await merchant().answer(session, 'AGREE', { consent }))).toEqual(['REJECT'])
      expect((await merchant().ledger()).map(({ decidedAt }) => decidedAt)).toEqual([
        ...[merchant().at(-day), merchant().at(-1_000), merchant().at(), merchant().at(-day)],
      ])
    },
  )

  test('after more than 24 h an AGREE is refused before its code is spent, a REJECT counts as 24 h old', async () => {
    const session = await merchant().session()
    const consent = answeredBy(0, day + 1)
    const authCode = merchant().stub.codeOf('user-1')
    expect(await merchant().answer(session, 'AGREE', { consent, authCode })).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining('24 h') } },
    })
    expect(await merchant().ledger()).toEqual([])
    expect((await merchant().answer(session, 'REJECT', { consent })).status).toBe(200)
    expect(await merchant().ledger()).toMatchObject([{ type: 'REJECT', decidedAt: merchant().at(-day) }])
    expect((await merchant().answer(session, 'AGREE', { authCode })).status).toBe(200)
  })

  test('an AGREE whose code takes long to exchange does not overtake a REJECT that came meanwhile', async () => {
    const session = await merchant().session()
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    merchant().stub.failNext(applyToken, { kind: 'wait', until })
    const agreeing = merchant().answer(session, 'AGREE')
    while (merchant().stub.callsOf(applyToken).length < 2) await new Promise(setImmediate)
    merchant().advance(2_000)
    await merchant().answer(session, 'REJECT')
    merchant().advance(2_000)
    go()
    expect(typeOf(await agreeing)).toEqual(['REJECT'])
    expect(await merchant().ledger()).toMatchObject([
      { type: 'REJECT', inForce: true },
      { type: 'AGREE', inForce: false, receivedAt: merchant().at(-4_000) },
    ])
  })

  test('an AGREE counts from when its head arrived, however late its body comes', async () => {
    const session = await merchant().session()
    const { head, finish } = await slowPost(merchant(), session, {
      requestId: randomUUID(),
      answers: [{ templateCode, type: 'AGREE' }],
      authCode: merchant().stub.codeOf('user-1'),
      consent: merchant().consent(),
    })
    await head
    merchant().advance(5_000)
    await merchant().answer(session, 'REJECT')
    expect(await finish()).toBe(200)
    expect(await merchant().ledger()).toMatchObject([
      { type: 'REJECT', inForce: true },
      { type: 'AGREE', inForce: false, receivedAt: merchant().at(-5_000) },
    ])
  })

  test('the time computed first stands for a repeated request, whose code was not good at first', async () => {
    const session = await merchant().session()
    const request = { requestId: randomUUID(), consent: answeredBy(0) }
    expect((await merchant().answer(session, 'AGREE', { ...request, authCode: 'nosuchcode' })).status).toBe(
      410,
    )
    merchant().advance(2_000)
    await merchant().answer(session, 'REJECT')
    merchant().advance(2_000)
    // This phone's clock was set by an hour in between.
    const consent = { ...request.consent, sentAt: request.consent.answeredAt }
    const again = await merchant().answer(session, 'AGREE', { ...request, consent })
    expect(typeOf(again)).toEqual(['REJECT'])
    expect((await merchant().ledger()).at(-1)).toMatchObject({
      ...{ type: 'AGREE', inForce: false },
      ...{
        decidedAt: merchant().at(-5_000),
        receivedAt: merchant().at(-4_000),
        sentAt: request.consent.sentAt,
      },
    })
  })
})

describe('what a consent may hold', () => {
  test.each([
    ['no date', { answeredAt: 'yesterday' }, 'body.consent.answeredAt must match format'],
    ['no time of the post', { sentAt: undefined }, "body.consent must have required property 'sentAt'"],
    ['text of a panel that is not ours', { surface: 'NATIVE', text: ['a'] }, 'consent.text'],
    ['more than 16 kB of text', { text: ['x'.repeat(16_385)] }, '16 kB'],
  ])('%s is refused, naming the field', async (_case, changed, message) => {
    const consent = { ...merchant().consent(), ...changed }
    const answer = await merchant().answer(await merchant().session(), 'REJECT', { consent })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_REQUEST', message: expect.stringContaining(message) } },
    })
    expect(await merchant().ledger()).toEqual([])
  })
})

describe('what makes no sense is refused:', () => {
  test.each([
    [
      'a template twice',
      { answers: [1, 2].map(() => ({ templateCode, type: 'REJECT' })) },
      400,
      'INVALID_REQUEST',
    ],
    ['an unknown template', { answers: [{ templateCode: 'T9', type: 'REJECT' }] }, 404, 'TEMPLATE_NOT_FOUND'],
    ['no consent', { consent: undefined }, 400, 'INVALID_REQUEST'],
    ['a renewal without a code', { answers: [], consent: undefined }, 400, 'INVALID_REQUEST'],
    ['a renewal with a consent', { answers: [], authCode: 'abc' }, 400, 'INVALID_REQUEST'],
  ])('%s', async (_case, changed, status, code) => {
    const answer = await merchant().answer(await merchant().session(), 'REJECT', changed)
    expect(answer).toMatchObject(error(status, code))
  })
})

test('one panel may be answered differently for each template', async () => {
  const code = 'ONE_TIME_1'
  const session = await merchant().session('user-1', [code])
  expect(await merchant().answer(session, 'AGREE', { code })).toMatchObject({
    body: { subscriptions: [{ templateCode: oneTimeCode, type: 'AGREE', needs: 'NOTHING' }] },
  })
})
