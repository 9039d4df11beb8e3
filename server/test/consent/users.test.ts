import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import Database from 'libsql'
import { eraseUser } from '../../src/consent/erase.js'
import { Retention } from '../../src/consent/retention.js'
import { pinoLog } from '../../src/runtime.js'
import { firstBrokenRow } from '../../src/consent/ledger.js'
import { openSqliteStore } from '../../src/store/sqlite.js'
import { ledgerKeys, owner } from '../support/builders.js'
import { adminKey, apiKey, Merchant, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const admin = { authorization: `Bearer ${adminKey}` }
const ask = (method: 'GET' | 'DELETE', path: string, headers = admin, of = merchant()) =>
  of.call({ method, url: `/v1/users/${path}?customerBelongsTo=ALIPAY_CN`, headers })

test('an export holds what is kept about the user, and no token', async () => {
  await merchant().messages(await merchant().subscribed(), { requestId: 'order-0042', reference: '0042' })
  await merchant().sender.sendDue()
  await merchant().messages(await merchant().subscribed('user-2'), { requestId: 'order-0043' })
  const { status, body } = await ask('GET', 'user-1/export')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    subjects: [{ appId: owner.appId, subject: expect.any(String) }],
    subscriptions: [{ type: 'AGREE' }],
    messages: [{ requestId: 'order-0042', reference: '0042', outcome: 'SENT' }],
    attempts: [{ requestId: 'order-0042', number: 1 }],
    ledger: [{ seq: 1 }],
    authorizations: [expect.anything()],
    events: [
      { type: 'subscription.changed' },
      { type: 'message.finished', data: { requestId: 'order-0042', reference: '0042' } },
    ],
  })
  expect(JSON.stringify(body)).not.toContain('order-0043')
  const tokens = merchant()
    .stub.calls.map(({ fields }) => fields.accessToken as string)
    .filter(Boolean)
  expect(tokens.filter((token) => JSON.stringify(body).includes(token))).toEqual([])
})

test('an erased user is withdrawn, unsubscribed, without token or messages; the ledger keeps a whole chain', async () => {
  const subscriptionId = await merchant().subscribed()
  await merchant().messages(subscriptionId, { requestId: 'order-0042' })
  expect(await ask('DELETE', 'user-1')).toMatchObject({ status: 200, body: { messages: 1 } })
  expect(await merchant().sender.sendDue()).toBe(0)
  expect((await merchant().message('order-0042')).error.code).toBe('MESSAGE_NOT_FOUND')
  expect(await merchant().messages(subscriptionId)).toMatchObject({
    body: { error: { code: 'SUBSCRIPTION_NOT_FOUND' } },
  })
  await merchant().services.background.settled()
  expect(merchant().stub.revoked).toEqual(merchant().stub.granted)
  const rows = await merchant().services.store.ledger.rowsAfter(owner.appId, 0, 10)
  expect(rows.map(({ entry }) => JSON.parse(entry) as object)).toMatchObject([
    { type: 'AGREE', origin: 'COMPONENT' },
    { type: 'REJECT', origin: 'ERASURE' },
  ])
  expect(firstBrokenRow(rows, { appId: owner.appId, keys: ledgerKeys })).toBeUndefined()
})

test.each([undefined, 'AGREE', 'REJECT'] as const)(
  'an AGREE that was posted before an erase, after %s, is not in force after it; one of later is',
  async (before) => {
    const session = await merchant().session()
    if (before) await merchant().answer(session, before)
    merchant().advance(1_000)
    let go = () => {}
    const until = new Promise<void>((resolve) => (go = resolve))
    const applyToken = '/v2/authorizations/applyToken'
    const calls = merchant().stub.callsOf(applyToken).length
    merchant().stub.failNext(applyToken, { kind: 'wait', until })
    const agreeing = merchant().answer(session, 'AGREE')
    while (merchant().stub.callsOf(applyToken).length === calls) await new Promise(setImmediate)
    merchant().advance(1_000)
    expect((await ask('DELETE', 'user-1')).status).toBe(200)
    go()
    const { subscriptionId, type } = (await agreeing).body.subscriptions[0]!
    expect(type).toBeNull()
    expect((await merchant().messages(subscriptionId)).status).toBe(409)
    expect((await merchant().ledger()).at(-1)).toMatchObject({ type: 'AGREE', inForce: false })
    merchant().advance(2_000)
    expect((await merchant().answer(session, 'AGREE')).body.subscriptions).toMatchObject([{ type: 'AGREE' }])
  },
)

test('erasing one user leaves another alone', async () => {
  await merchant().messages(await merchant().subscribed('user-2'), { requestId: 'order-0043' })
  await ask('DELETE', 'user-1')
  expect(await merchant().sender.sendDue()).toBe(1)
})

test('only an administrator may look at a user or erase one', async () => {
  for (const [method, path] of [
    ['GET', 'user-1/export'],
    ['DELETE', 'user-1'],
  ] as const) {
    expect(await ask(method, path, { authorization: `Bearer ${apiKey}` })).toMatchObject({
      status: 403,
      body: { error: { code: 'API_KEY_SCOPE' } },
    })
  }
})

describe('on a database in a file', () => {
  const [userId, order] = ['user-erased-2088', 'order-erased-0042']
  const templates = [{ language: 'en', templateParameters: { orderNo: order, storeName: 'X' } }]
  let folder: string
  let own: Merchant
  let lines: string[]
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mini-message-erase-'))
    lines = []
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString())
        done()
      },
    })
    const store = openSqliteStore(join(folder, 'server.db'))
    own = await Merchant.open({ services: { store, log: pinoLog('debug', destination) } })
    const subscriptionId = await own.subscribed(userId)
    await own.messages(subscriptionId, { requestId: order, reference: order, templates })
    await own.sender.sendDue()
    own.stub.failNext('/v2/miniprogram/message/send', {
      kind: 'result',
      status: 'F',
      code: 'USER_NOT_SUBSCRIBED',
    })
    await own.messages(subscriptionId, { requestId: `${order}-2`, templates })
    await own.sender.sendDue()
  })
  afterEach(async () => {
    await own.close()
    rmSync(folder, { recursive: true })
  })

  const traces = () =>
    [...readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1')), lines.join('')].filter(
      (text) => text.includes(userId) || text.includes(order),
    ).length

  test('after an erase neither database files nor logs hold userId or order number', async () => {
    expect(traces()).toBeGreaterThan(0)
    expect(await ask('DELETE', userId, admin, own)).toMatchObject({ status: 200 })
    expect(traces()).toBe(0)
    expect(lines.join('')).toContain('message-attempt')
  })

  test('while a reader keeps erased rows in the WAL the answer is 202, and the rest is done when it ends', async () => {
    const reader = new Database(join(folder, 'server.db'))
    reader.exec('begin')
    reader.prepare('select count(*) from messages').all()
    const erased = await ask('DELETE', userId, admin, own)
    expect(erased).toMatchObject({
      status: 202,
      body: { messages: 2, leftToDo: expect.stringContaining('-wal') },
    })
    expect(traces()).toBeGreaterThan(0)
    reader.exec('commit')
    while (traces() > 0) await new Promise((resolve) => setImmediate(resolve))
    reader.close()
  })

  test('what an erase has left to do is done by the next start as well', async () => {
    const reader = new Database(join(folder, 'server.db'))
    reader.exec('begin')
    reader.prepare('select count(*) from messages').all()
    const other = openSqliteStore(join(folder, 'server.db'))
    expect(
      await eraseUser({ ...own.services, store: other }, { customerBelongsTo: 'ALIPAY_CN', userId }),
    ).toMatchObject({ leftToDo: expect.any(String) })
    await own.services.background.settled()
    expect(traces()).toBeGreaterThan(0)
    reader.exec('commit')
    reader.close()
    await new Retention(own.services, 30).tidy()
    expect(traces()).toBe(0)
    await other.close()
  })
})
