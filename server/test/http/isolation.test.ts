import { randomUUID } from 'node:crypto'
import { Apps } from '../../src/apps.js'
import { Report } from '../../src/console/report.js'
import { ApiKeys, newApiKey, readApiKeys } from '../../src/auth.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import type { Credentials } from '../../src/platform/signing.js'
import type { Store } from '../../src/store/store.js'
import { appsFile } from '../support/apps-file.js'
import { owner } from '../support/builders.js'
import { Merchant, templateCode, type Answer } from '../support/merchant.js'
import { findServer, storesOnOneSchema } from '../support/test-database.js'

const rice = owner.appId
const noodles = 'P0000000000000020001'
/** Configured, and nobody's but the server's. */
const tea = 'P0000000000000030001'
const site = 'ALIPAY_CN'

const keyFor = (apps: string[] | undefined, scopes = ['send', 'read', 'admin'] as const) =>
  newApiKey(scopes, apps && { apps })
const keys = {
  rice: keyFor([rice]),
  noodles: keyFor([noodles]),
  riceAndTea: keyFor([rice, tea]),
  all: keyFor(undefined),
}
const as = (who: keyof typeof keys) => ({ authorization: `Bearer ${keys[who].key}` })

const server = findServer()
describe('SQLite:', () => isolation(() => Promise.resolve(openSqliteStore(':memory:'))))
if (server === undefined) {
  test.skip('PostgreSQL: skipped, since no server was found; set TEST_DATABASE_URL to run it', () => {})
} else {
  describe('PostgreSQL:', () => isolation(storesOnOneSchema(server)))
}

/** What a key with apps may not learn or change of another app, on any store. */
function isolation(open: () => Promise<Store>): void {
  let merchant: Merchant
  let apiKeys: ApiKeys
  beforeEach(async () => {
    apiKeys = new ApiKeys(Object.values(keys).flatMap(({ setting }) => readApiKeys(setting)))
    merchant = await Merchant.open({
      apiKeys,
      services: {
        store: await open(),
        apps: new Apps([rice, noodles, tea].map((appId) => ({ ...appsFile[0]!, appId }))),
        userInfo: {},
      },
    })
  })
  afterEach(() => merchant.close())

  const call = (who: keyof typeof keys, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    merchant.call({ method, url, headers: as(who), ...(payload && { payload }) })

  /** A user of this app who has agreed there. */
  async function subscribed(appId: string, userId = 'user-1'): Promise<string> {
    const { body } = await merchant.authorizations({ appId, authCode: merchant.stub.codeOf(userId) })
    const agreed = await merchant.answer(body.sessionToken, 'AGREE', { userId })
    return agreed.body.subscriptions[0]!.subscriptionId
  }

  const send = (who: keyof typeof keys, to: object, requestId: string = randomUUID()) =>
    call(who, 'POST', '/v1/messages', {
      requestId,
      to,
      templateCode,
      templates: [{ language: 'en', templateParameters: { orderNo: '1', storeName: 'X' } }],
    })

  /** A message of the rice shop, and how it stands. */
  async function riceMessage(requestId = 'order-1'): Promise<string> {
    const sent = await send('rice', { subscriptionId: await subscribed(rice) }, requestId)
    expect(sent.status).toBe(202)
    return requestId
  }

  async function deadLetter(requestId = 'order-1'): Promise<string> {
    merchant.stub.failNext('/v2/miniprogram/message/send', {
      kind: 'result',
      status: 'F',
      code: 'PARAM_ILLEGAL',
    })
    await riceMessage(requestId)
    await merchant.sender.sendDue()
    return requestId
  }

  /** What is said of another's is said of what is not there, word for word but for its name. */
  function expectSameAs(other: Answer, name: string, nothing: Answer, ofNothing: string): void {
    expect(other.status).toBe(404)
    const { status, body } = nothing
    expect({ status: other.status, body: JSON.stringify(other.body).replaceAll(name, '…') }).toEqual({
      status,
      body: JSON.stringify(body).replaceAll(ofNothing, '…'),
    })
  }

  test.each(['', `?appId=${rice}`])('read: a message of another app is not there (%s)', async (query) => {
    await riceMessage('order-1')
    const asked = await call('noodles', 'GET', `/v1/messages/order-1${query}`)
    expectSameAs(asked, 'order-1', await call('noodles', 'GET', `/v1/messages/order-9${query}`), 'order-9')
    expect((await call('rice', 'GET', `/v1/messages/order-1${query}`)).status).toBe(200)
    expect((await call('all', 'GET', `/v1/messages/order-1${query}`)).status).toBe(200)
  })

  test.each(['', `?appId=${rice}`])('cancel: a message of another app is not there (%s)', async (query) => {
    await riceMessage('order-1')
    const asked = await call('noodles', 'DELETE', `/v1/messages/order-1${query}`)
    expectSameAs(asked, 'order-1', await call('noodles', 'DELETE', `/v1/messages/order-9${query}`), 'order-9')
    expect((await call('rice', 'GET', '/v1/messages/order-1')).body.status).toBe('QUEUED')
    expect((await call('rice', 'DELETE', '/v1/messages/order-1')).status).toBe(200)
  })

  test.each(['', `?appId=${rice}`])(
    'resend: a dead letter of another app is not there (%s)',
    async (query) => {
      await deadLetter('order-1')
      const url = (requestId: string) => `/v1/dead-letters/${requestId}/resend${query}`
      const asked = await call('noodles', 'POST', url('order-1'))
      expectSameAs(asked, 'order-1', await call('noodles', 'POST', url('order-9')), 'order-9')
      expect(await merchant.sender.sendDue()).toBe(0)
      expect((await call('rice', 'POST', url('order-1'))).status).toBe(202)
    },
  )

  test('resend by order: dead letters of the own apps alone are found and sent again', async () => {
    await deadLetter('order-1')
    const user = { userId: 'user-1', customerBelongsTo: site }
    for (const filter of [user, { ...user, appId: rice }]) {
      expect((await call('noodles', 'POST', '/v1/dead-letters/search', filter)).body).toEqual({
        messages: [],
      })
      expect((await call('noodles', 'POST', '/v1/dead-letters/resend', filter)).body).toEqual({
        ...{ found: 0, queued: 0, refused: {} },
      })
    }
    expect(await merchant.sender.sendDue()).toBe(0)
    expect((await call('rice', 'POST', '/v1/dead-letters/search', user)).body).toMatchObject({
      messages: [{ requestId: 'order-1', appId: rice }],
    })
    expect((await call('rice', 'POST', '/v1/dead-letters/resend', user)).body).toMatchObject({ queued: 1 })
    expect(await merchant.sender.sendDue()).toBe(1)
  })

  test('list: dead letters are those of the own apps', async () => {
    await deadLetter('order-1')
    const listed = async (who: keyof typeof keys) =>
      ((await call(who, 'GET', '/v1/dead-letters')).body as unknown as { messages: object[] }).messages
    expect(await listed('noodles')).toEqual([])
    for (const who of ['rice', 'riceAndTea', 'all'] as const)
      expect(await listed(who)).toMatchObject([{ requestId: 'order-1' }])
  })

  test('search: messages of another app are not found, whatever they are looked for by', async () => {
    await riceMessage('order-1')
    const { body } = await call('rice', 'POST', '/v1/messages/search', {})
    const [own] = (body as unknown as { messages: { subscriptionId: string }[] }).messages
    const { subscriptionId } = own!
    const filters = [
      ...[{}, { appId: rice }, { subscriptionId }, { subscriptionId, appId: rice }],
      { userId: 'user-1', customerBelongsTo: site },
    ]
    for (const filter of filters) {
      expect((await call('noodles', 'POST', '/v1/messages/search', filter)).body).toEqual({ messages: [] })
      expect((await call('rice', 'POST', '/v1/messages/search', filter)).body).toMatchObject({
        messages: [{ requestId: 'order-1' }],
      })
    }
    const ofSeveral = (filter: object) => call('riceAndTea', 'POST', '/v1/messages/search', filter)
    expect(await ofSeveral({ subscriptionId })).toMatchObject({ body: { messages: [{ appId: rice }] } })
    expect(await ofSeveral({ appId: noodles })).toMatchObject({ status: 200, body: { messages: [] } })
  })

  test('cancel by order: takes back messages of the own apps alone', async () => {
    await riceMessage('order-1')
    const filters = [
      { userId: 'user-1', customerBelongsTo: site },
      { userId: 'user-1', customerBelongsTo: site, appId: rice },
    ]
    const cancel = (who: keyof typeof keys, filter: object) =>
      call(who, 'POST', '/v1/messages/cancel', filter)
    for (const filter of filters)
      expect((await cancel('noodles', filter)).body).toEqual({ queued: 0, cancelled: 0 })
    expect((await cancel('rice', filters[0]!)).body).toEqual({ queued: 1, cancelled: 1 })
  })

  test('send: a subscription of another app is not there', async () => {
    const subscriptionId = await subscribed(rice)
    const asked = await send('noodles', { subscriptionId })
    expectSameAs(asked, subscriptionId, await send('noodles', { subscriptionId: 'sub_x' }), 'sub_x')
    expect(await merchant.sender.sendDue()).toBe(0)
    expect((await send('riceAndTea', { subscriptionId })).status).toBe(202)
  })

  test('batch: an entry for a subscription of another app is refused alone, as one that is not there', async () => {
    const [theirs, own] = [await subscribed(rice), await subscribed(noodles)]
    const entry = (subscriptionId: string) => ({
      requestId: randomUUID(),
      to: { subscriptionId },
      templateCode,
      templates: [{ language: 'en', templateParameters: { orderNo: '1', storeName: 'X' } }],
    })
    const messages = [theirs, own, 'sub_nobody'].map(entry)
    const { body } = await call('noodles', 'POST', '/v1/messages/batch', { messages })
    const [other, mine, nobody] = (body as unknown as { answers: Answer[] }).answers
    expect(mine!.status).toBe(202)
    expectSameAs(other!, theirs, nobody!, 'sub_nobody')
    expect(await merchant.sender.sendDue()).toBe(1)
  })

  test('send: a user of another app is not there, nor is the app', async () => {
    await subscribed(rice)
    const to = (appId: string) => ({ userId: 'user-1', appId, customerBelongsTo: site })
    expectSameAs(await send('noodles', to(rice)), rice, await send('noodles', to('P9')), 'P9')
    expect((await send('rice', to(rice))).status).toBe(202)
  })

  test('requestId: one that another app has used says nothing, and is free', async () => {
    await riceMessage('order-1')
    const riceSubscription = await subscribed(rice, 'user-2')
    const refused = await send('noodles', { subscriptionId: riceSubscription }, 'order-1')
    expect(refused).toMatchObject({ status: 404, body: { error: { code: 'SUBSCRIPTION_NOT_FOUND' } } })
    const own = await send('noodles', { subscriptionId: await subscribed(noodles) }, 'order-1')
    expect(own).toMatchObject({ status: 202, body: { status: 'QUEUED' } })
    expect((await call('noodles', 'DELETE', '/v1/messages/order-1')).status).toBe(200)
    expect((await call('rice', 'GET', '/v1/messages/order-1')).body.status).toBe('QUEUED')
  })

  test('requestId: of apps with one Client-Id each has its own, since the platform may compare them', async () => {
    const credentials = (clientId: string) => ({ clientId }) as Credentials
    merchant.services.apps.replace([
      ...[rice, noodles].map((appId) => ({ ...appsFile[0]!, appId, credentials: credentials('SHARED') })),
      { ...appsFile[0]!, appId: tea, credentials: credentials('OWN') },
    ])
    const to = { subscriptionId: await subscribed(rice) }
    const ofNoodles = { subscriptionId: await subscribed(noodles) }
    expect((await send('rice', to, 'order-1')).status).toBe(202)
    const refused = await send('noodles', ofNoodles, 'order-1')
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'REQUEST_ID_REUSED' } } })
    expect(refused.body.error.message).not.toContain(rice)
    expect((await send('rice', to, 'order-1')).status).toBe(202)
    expect((await send('all', { subscriptionId: await subscribed(tea) }, 'order-1')).status).toBe(202)
    const together = [send('noodles', ofNoodles, 'order-2'), send('rice', to, 'order-2')]
    expect((await Promise.all(together)).map(({ status }) => status)).toEqual([202, 409])
    expect(await merchant.sender.sendDue()).toBe(3)
  })

  test('requestId: messages that are accepted together are looked at with the key of each', async () => {
    const subscriptionId = await subscribed(rice)
    const answers = await Promise.all([
      send('rice', { subscriptionId }, 'order-1'),
      send('noodles', { subscriptionId }, 'order-1'),
      send('noodles', { subscriptionId }, 'order-2'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([202, 404, 404])
    expect(await merchant.sender.sendDue()).toBe(1)
  })

  test('a key with several apps names the one it means where both have the requestId', async () => {
    await riceMessage('order-1')
    await send('all', { subscriptionId: await subscribed(tea) }, 'order-1')
    await send('noodles', { subscriptionId: await subscribed(noodles) }, 'order-1')
    expect(await call('riceAndTea', 'GET', '/v1/messages/order-1')).toMatchObject({ status: 400 })
    expect((await call('riceAndTea', 'GET', `/v1/messages/order-1?appId=${tea}`)).status).toBe(200)
    expect((await call('rice', 'GET', '/v1/messages/order-1')).status).toBe(200)
  })

  const users = (who: keyof typeof keys, method: 'GET' | 'DELETE', path: string, query = '') =>
    call(who, method, `/v1/users/${path}?customerBelongsTo=${site}${query}`)

  test('export: holds what the own apps keep of a user, and nothing of another', async () => {
    await riceMessage('order-1')
    await send('noodles', { subscriptionId: await subscribed(noodles) }, 'order-2')
    const ofNoodles = JSON.stringify((await users('noodles', 'GET', 'user-1/export')).body)
    expect(ofNoodles).toContain('order-2')
    expect(ofNoodles).not.toMatch(new RegExp(`order-1|${rice}`))
    const ofBoth = JSON.stringify((await users('all', 'GET', 'user-1/export')).body)
    expect(ofBoth).toMatch(/order-1.*order-2|order-2.*order-1/)
    const narrowed = JSON.stringify((await users('all', 'GET', 'user-1/export', `&appId=${rice}`)).body)
    expect(narrowed).not.toMatch(new RegExp(`order-2|${noodles}`))
  })

  test.each([
    ['export', 'GET', 'user-1/export'],
    ['user information', 'GET', 'user-1'],
    ['erase', 'DELETE', 'user-1'],
  ] as const)('%s: another app is not there', async (_what, method, path) => {
    await riceMessage('order-1')
    const asked = await users('noodles', method, path, `&appId=${rice}`)
    expectSameAs(asked, rice, await users('noodles', method, path, '&appId=P9'), 'P9')
    expect((await call('rice', 'GET', '/v1/messages/order-1')).body.status).toBe('QUEUED')
  })

  test('user information: is that of the own apps', async () => {
    await subscribed(rice)
    await subscribed(noodles, 'user-2')
    expect((await users('noodles', 'GET', 'user-1')).status).toBe(404)
    expect((await users('rice', 'GET', 'user-1')).body).toMatchObject({ apps: [{ appId: rice }] })
  })

  test('erase: deletes and withdraws in the own apps alone', async () => {
    await riceMessage('order-1')
    await send('noodles', { subscriptionId: await subscribed(noodles) }, 'order-2')
    expect(await users('noodles', 'DELETE', 'user-1')).toMatchObject({ body: { messages: 1 } })
    expect((await call('noodles', 'GET', '/v1/messages/order-2')).status).toBe(404)
    expect((await call('rice', 'GET', '/v1/messages/order-1')).body.status).toBe('QUEUED')
    await merchant.sender.sendDue()
    expect((await call('rice', 'GET', '/v1/messages/order-1')).body.outcome).toBe('SENT')
    const kept = JSON.stringify((await users('rice', 'GET', 'user-1/export')).body)
    expect(kept).not.toContain('ERASURE')
  })

  test('subject: a user has another one in each app', async () => {
    const [ofRice, ofNoodles] = await Promise.all(
      [rice, noodles].map(async (appId) => (await merchant.authorizations({ appId })).body.subject),
    )
    expect(ofRice).not.toBe(ofNoodles)
    expect((await users('all', 'GET', 'user-1/export')).body).toMatchObject({
      subjects: [
        { appId: rice, subject: ofRice },
        { appId: noodles, subject: ofNoodles },
      ],
    })
  })

  test('erase: without an app it goes over all, also one that was taken out of the configuration', async () => {
    await riceMessage('order-1')
    await send('noodles', { subscriptionId: await subscribed(noodles) }, 'order-2')
    merchant.services.apps.replace([{ ...appsFile[0]!, appId: noodles }])
    const exported = await users('all', 'GET', 'user-1/export')
    expect(JSON.stringify(exported.body)).toMatch(/order-1.*order-2|order-2.*order-1/)
    expect(await users('all', 'DELETE', 'user-1')).toMatchObject({ body: { messages: 2 } })
    const { subscriptions, messages, ledger } = (await users('all', 'GET', 'user-1/export'))
      .body as unknown as Record<string, { entry: string }[]>
    expect([subscriptions, messages]).toEqual([[], []])
    const withdrawn = ledger!.map(({ entry }) => JSON.parse(entry) as object)
    expect(withdrawn).toMatchObject([
      ...[
        { appId: rice, type: 'AGREE' },
        { appId: rice, origin: 'ERASURE' },
      ],
      ...[
        { appId: noodles, type: 'AGREE' },
        { appId: noodles, origin: 'ERASURE' },
      ],
    ])
  })

  test('erase: what was answered for another app is answered again as before', async () => {
    const { body } = await merchant.authorizations({ appId: rice })
    const requestId = randomUUID()
    const post = () => merchant.answer(body.sessionToken, 'REJECT', { requestId })
    const first = await post()
    await subscribed(noodles)
    await users('noodles', 'DELETE', 'user-1')
    expect((await post()).body).toEqual(first.body)
  })

  describe('console:', () => {
    const people = {
      rice: newApiKey(['console'], { name: 'lin', apps: [rice] }),
      noodles: newApiKey(['admin'], { name: 'mei', apps: [noodles] }),
    }
    beforeEach(() => {
      apiKeys.replace(
        [...Object.values(keys), ...Object.values(people)].flatMap(({ setting }) => readApiKeys(setting)),
      )
    })
    const ask = (who: keyof typeof people, path: string, payload?: object) =>
      merchant.call({
        ...{ method: payload ? 'POST' : 'GET', url: `/v1${path}` },
        headers: { authorization: `Bearer ${people[who].key}` },
        ...(payload && { payload }),
      })

    test.each(['', `?appId=${rice}`])(
      'the story of a message of another app is not there (%s)',
      async (query) => {
        await riceMessage('order-1')
        const story = (who: keyof typeof people, requestId: string) =>
          ask(who, `/messages/${requestId}/story${query}`)
        expectSameAs(
          await story('noodles', 'order-1'),
          'order-1',
          await story('noodles', 'order-9'),
          'order-9',
        )
        expect((await story('rice', 'order-1')).status).toBe(200)
      },
    )

    test.each(['resend', 'cancel'])(
      '%s: a message of another app is not there, and nothing is done or logged',
      async (action) => {
        await (action === 'resend' ? deadLetter('order-1') : riceMessage('order-1'))
        for (const query of ['', `?appId=${rice}`]) {
          const act = (requestId: string) =>
            ask('noodles', `/console/messages/${requestId}/${action}${query}`, {})
          expectSameAs(await act('order-1'), 'order-1', await act('order-9'), 'order-9')
        }
        expect((await ask('rice', '/console/audit')).body).toEqual({ rows: [] })
        expect((await ask('rice', `/console/messages/order-1/${action}`, {})).status).toBeLessThan(300)
      },
    )

    test('a search finds no message, order or user of another app', async () => {
      await riceMessage('order-1')
      for (const text of ['order-1', 'user-1']) {
        expect((await ask('noodles', '/console/search', { text })).body).toEqual({
          messages: [],
          consents: [],
        })
        expect((await ask('noodles', '/console/search', { text, appId: rice })).body).toEqual({
          messages: [],
          consents: [],
        })
        expect((await ask('rice', '/console/search', { text })).body).toMatchObject({
          messages: [{ appId: rice }],
        })
      }
    })

    test('session, overview and log show the own apps alone', async () => {
      const report = new Report(merchant.services, merchant.sender)
      await deadLetter('order-1')
      await report.report()
      await ask('rice', '/console/messages/order-1/resend', {})
      expect((await ask('noodles', '/console/session')).body).toMatchObject({ apps: [{ appId: noodles }] })
      const overview = (who: keyof typeof people, query = '') =>
        ask(who, `/console/overview?span=hour${query}`)
      const nothing = { backlog: { queued: 0 }, total: { REJECTED: 0 }, codes: [], limits: [] }
      expect((await overview('noodles')).body).toMatchObject(nothing)
      expect((await overview('rice')).body).toMatchObject({ backlog: { queued: 1 }, total: { REJECTED: 1 } })
      expectSameAs(
        await overview('noodles', `&appId=${rice}`),
        rice,
        await overview('noodles', '&appId=P9'),
        'P9',
      )
      expect((await ask('noodles', '/console/audit')).body).toEqual({ rows: [] })
      expect((await ask('rice', '/console/audit')).body).toMatchObject({ rows: [{ requestId: 'order-1' }] })
    })

    test('a breaker of another app is not there', async () => {
      const release = (appId: string) =>
        ask('noodles', '/console/breakers/release', { appId, customerBelongsTo: site })
      expectSameAs(await release(rice), rice, await release('P9'), 'P9')
    })

    test('what stands in messages is shown in those apps alone for which the key is an administrator', async () => {
      const both = [
        newApiKey(['console'], { apps: [rice] }),
        newApiKey(['admin'], { name: 'mei', apps: [noodles] }),
      ]
      const [hash] = readApiKeys(both[0]!.setting)
      apiKeys.replace([
        ...readApiKeys(keys.all.setting),
        hash!,
        { ...readApiKeys(both[1]!.setting)[0]!, hash: hash!.hash },
      ])
      await send('all', { subscriptionId: await subscribed(rice) }, 'order-1')
      await send('all', { subscriptionId: await subscribed(noodles) }, 'order-2')
      const story = async (requestId: string) =>
        JSON.stringify(
          await merchant.call({
            ...{ method: 'GET', url: `/v1/messages/${requestId}/story` },
            headers: { authorization: `Bearer ${both[0]!.key}` },
          }),
        )
      expect(await story('order-1')).not.toContain('storeName')
      expect(await story('order-2')).toContain('storeName')
    })
  })

  test('events: those of another app are not told, and the app is not there', async () => {
    await subscribed(rice)
    await subscribed(noodles, 'user-2')
    const feed = async (who: keyof typeof keys, query = '') =>
      (await call(who, 'GET', `/v1/events${query}`)).body as unknown as {
        events: { data: { appId: string } }[]
      }
    const appsTold = async (who: keyof typeof keys, count: number, query = ''): Promise<string[]> => {
      for (;;) {
        const { events } = await feed(who, query)
        if (events.length >= count) return events.map(({ data }) => data.appId)
      }
    }
    expect(await appsTold('all', 2)).toEqual([rice, noodles])
    expect(await appsTold('noodles', 1)).toEqual([noodles])
    expect(await appsTold('riceAndTea', 1)).toEqual([rice])
    expect(await appsTold('all', 1, `?appId=${noodles}`)).toEqual([noodles])
    const asked = await call('noodles', 'GET', `/v1/events?appId=${rice}`)
    expectSameAs(asked, rice, await call('noodles', 'GET', '/v1/events?appId=P9'), 'P9')
  })

  test('metrics show the whole server: a key with apps may not read them', async () => {
    expect(await call('rice', 'GET', '/metrics')).toMatchObject({
      status: 403,
      body: { error: { code: 'API_KEY_SCOPE', message: expect.stringContaining('without apps') } },
    })
    const metrics = await merchant.app.inject({ url: '/metrics', headers: as('all') })
    expect(metrics.statusCode).toBe(200)
  })
}
