import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pinoLog } from '../../src/log/pino-log.js'
import { firstBrokenRow } from '../../src/consent/ledger-entry.js'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import { adminKey, apiKey, Merchant, withMerchant } from '../support/merchant.js'

const merchant = withMerchant()
const admin = { authorization: `Bearer ${adminKey}` }
const ask = (method: 'GET' | 'DELETE', path: string, headers = admin, of = merchant()) =>
  of.call({ method, url: `/users/${path}?customerBelongsTo=ALIPAY_CN`, headers })

test('an export holds what is kept about the user, and no token', async () => {
  await merchant().messages(await merchant().subscribed(), { requestId: 'order-0042' })
  await merchant().sender.sendDue()
  await merchant().messages(await merchant().subscribed('user-2'), { requestId: 'order-0043' })
  const { status, body } = await ask('GET', 'user-1/export')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    subject: expect.any(String),
    subscriptions: [{ type: 'AGREE' }],
    messages: [{ requestId: 'order-0042', outcome: 'SENT' }],
    attempts: [{ requestId: 'order-0042', number: 1 }],
    ledger: [{ seq: 1 }],
    authorizations: [expect.anything()],
  })
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
  expect(merchant().stub.revoked).toHaveLength(1)
  const rows = await merchant().services.store.ledger.rowsAfter(0, 10)
  expect(rows.map(({ entry }) => JSON.parse(entry) as object)).toMatchObject([
    { type: 'AGREE', origin: 'COMPONENT' },
    { type: 'REJECT', origin: 'ERASURE' },
  ])
  expect(firstBrokenRow(rows)).toBeUndefined()
})

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

test('after an erase neither database files nor logs hold userId or order number', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-erase-'))
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const store = openSqliteStore(join(folder, 'server.db'))
  const own = await Merchant.open({ services: { store, log: pinoLog('debug', destination) } })
  const [userId, order] = ['user-erased-2088', 'order-erased-0042']
  const templates = [{ language: 'en', templateParameters: { orderNo: order, storeName: 'X' } }]
  const subscriptionId = await own.subscribed(userId)
  await own.messages(subscriptionId, { requestId: order, templates })
  await own.sender.sendDue()
  own.stub.failNext('/v2/miniprogram/message/send', {
    kind: 'result',
    status: 'F',
    code: 'USER_NOT_SUBSCRIBED',
  })
  await own.messages(subscriptionId, { requestId: `${order}-2`, templates })
  await own.sender.sendDue()
  const traces = () =>
    [...readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1')), lines.join('')].filter(
      (text) => text.includes(userId) || text.includes(order),
    ).length
  expect(traces()).toBeGreaterThan(0)
  await ask('DELETE', userId, admin, own)
  expect(traces()).toBe(0)
  expect(lines.join('')).toContain('message-attempt')
  await own.close()
  rmSync(folder, { recursive: true })
})
