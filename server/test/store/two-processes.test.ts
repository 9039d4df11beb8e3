import { randomUUID } from 'node:crypto'
import { acceptMessages } from '../../src/outbox/accept.js'
import { Sender } from '../../src/outbox/sender.js'
import { openPostgresStore } from '../../src/store/postgres.js'
import { waitForSending } from '../../src/consent/decisions.js'
import { Merchant, slowPost, templateCode } from '../support/merchant.js'
import { clientOf } from '../support/platform-client.js'
import type { Store } from '../../src/store/store.js'
import { emptySchema, findServer, onGivenTime } from '../support/test-database.js'

const server = findServer()

if (server === undefined) {
  test.skip('two servers on one database: skipped, since PGlite has one connection; set TEST_DATABASE_URL to run it', () => {})
} else {
  describe('two servers on one PostgreSQL', () => twoServers(server))
}

function twoServers(at: string): void {
  const applyToken = '/v2/authorizations/applyToken'
  let one: Merchant
  let two: Merchant
  let ofDatabase: [Store, Store]
  let drop: () => Promise<void>
  let twoIsAheadMs = 0
  beforeEach(async () => {
    twoIsAheadMs = 0
    const schema = await emptySchema(at)
    drop = schema.drop
    ofDatabase = [openPostgresStore(schema.url), openPostgresStore(schema.url)]
    one = await Merchant.open({ services: { store: onGivenTime(ofDatabase[0], () => one.stub.now()) } })
    const { cipher, sessions, subjectKey } = one.services
    const clock = { now: () => one.stub.now() + twoIsAheadMs, monotonic: () => performance.now() }
    const shared = { cipher, sessions, subjectKey, clock }
    const platform = clientOf(one.stub)
    two = await Merchant.open({
      services: { ...shared, platform, store: onGivenTime(ofDatabase[1], () => one.stub.now()) },
    })
  })
  afterEach(async () => {
    await two.close()
    await one.close()
    await drop()
  })

  test('one code posted to both is exchanged once', async () => {
    const authCode = one.stub.codeOf('user-1')
    const answers = await Promise.all(
      [one, two, one, two].map((merchant) => merchant.authorizations({ authCode })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
    expect(one.stub.callsOf(applyToken)).toHaveLength(1)
  })

  test('one request posted to both is run by one, and the other has its outcome', async () => {
    const request = { requestId: randomUUID(), authCode: one.stub.codeOf('user-1') }
    const [first, other] = await Promise.all([one.authorizations(request), two.authorizations(request)])
    expect(other.body.subscriptions).toEqual(first.body.subscriptions)
    expect(one.stub.callsOf(applyToken)).toHaveLength(1)
  })

  test('a token is refreshed by one of them, for messages that both have claimed', async () => {
    const subscriptionId = await one.subscribed()
    for (let count = 0; count < 8; count += 1) await one.messages(subscriptionId)
    one.advance(one.stub.tokenLifeMs)
    let claimed = () => {}
    const until = new Promise<void>((resolve) => (claimed = resolve))
    one.stub.failNext(applyToken, { kind: 'wait', until })
    const senders = [one, two].map(({ services }) => new Sender(services, { concurrency: 4 }))
    const sending = senders.map((sender) => sender.sendDue())
    while (one.stub.callsOf(applyToken).length < 3) await new Promise(setImmediate)
    claimed()
    expect(await Promise.all(sending)).toEqual([4, 4])
    one.advance(2_000)
    await Promise.all(senders.map((sender) => sender.sendDue()))
    expect(one.stub.callsOf(applyToken).filter(({ fields }) => fields.refreshToken)).toHaveLength(1)
    expect(one.stub.delivered.size).toBe(8)
  })

  test('the database’s time decides, however far apart the clocks of the two are', async () => {
    const session = await one.session()
    const code = one.stub.codeOf('user-1')
    for (const aheadMs of [270_000, -270_000]) {
      twoIsAheadMs = aheadMs
      expect((await two.answer(session, 'AGREE', { authCode: one.stub.codeOf('user-1') })).status).toBe(200)
      one.advance(1_000)
      const rejected = await one.answer(session, 'REJECT')
      one.advance(1_000)
      expect(rejected.body.subscriptions).toMatchObject([{ type: 'REJECT' }])
    }
    expect((await two.answer(session, 'AGREE', { authCode: code })).body.subscriptions).toMatchObject([
      { type: 'AGREE' },
    ])
    expect((await one.ledger()).map(({ inForce }) => inForce)).toEqual([true, true, true, true, true])
  })

  test('an AGREE whose body comes late at one does not overtake the REJECT that the other has taken', async () => {
    const session = await one.session()
    const { head, finish } = await slowPost(one, session, {
      requestId: randomUUID(),
      answers: [{ templateCode, type: 'AGREE' }],
      authCode: one.stub.codeOf('user-1'),
      consent: one.consent(),
    })
    await head
    one.advance(1_000)
    expect((await two.answer(session, 'REJECT')).status).toBe(200)
    expect(await finish()).toBe(200)
    expect(await two.ledger()).toMatchObject([
      { type: 'REJECT', inForce: true },
      { type: 'AGREE', inForce: false },
    ])
  })

  test('clocks that are 270 s apart take no message over, delay none and wait for no lease that is over', async () => {
    const clockOf = (offsetMs: number) => ({
      now: () => one.stub.now() + offsetMs,
      monotonic: () => performance.now(),
    })
    const [slow, fast] = [
      { ...one.services, store: ofDatabase[0], clock: clockOf(-135_000) },
      { ...two.services, store: ofDatabase[1], clock: clockOf(135_000) },
    ]
    const subscriptionId = await one.subscribed()
    const template = {
      templateCode,
      templates: [{ language: 'en', templateParameters: { orderNo: '1', storeName: 'X' } }],
    }
    await acceptMessages(fast)({ requestId: 'of-the-fast', to: { subscriptionId }, ...template })
    let go = () => {}
    const send = '/v2/miniprogram/message/send'
    one.stub.failNext(send, { kind: 'wait', until: new Promise<void>((resolve) => (go = resolve)) })
    const sending = new Sender(slow).sendDue()
    while (one.stub.callsOf(send).length === 0) await new Promise(setImmediate)
    expect(await new Sender(fast).sendDue()).toBe(0)
    let isOver = false
    const waiting = waitForSending(fast, [{ subscriptionId }]).then(() => (isOver = true))
    for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate)
    expect(isOver).toBe(false)
    go()
    expect(await sending).toBe(1)
    await waiting
    expect(one.stub.delivered.get('of-the-fast')).toMatchObject({ times: 1 })
  })
}
