import { randomUUID } from 'node:crypto'
import { Sender } from '../../src/outbox/sender.js'
import { openPostgresStore } from '../../src/store/postgres/postgres-store.js'
import { Merchant } from '../support/merchant.js'
import { clientOf } from '../support/platform-client.js'
import { emptySchema, findServer } from '../support/test-database.js'

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
  let drop: () => Promise<void>
  beforeEach(async () => {
    const schema = await emptySchema(at)
    drop = schema.drop
    one = await Merchant.open({ services: { store: openPostgresStore(schema.url) } })
    const { cipher, sessions, subjectKey } = one.services
    const shared = { cipher, sessions, subjectKey, clock: { now: () => one.stub.now() } }
    const platform = clientOf(one.stub)
    two = await Merchant.open({ services: { ...shared, platform, store: openPostgresStore(schema.url) } })
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
}
