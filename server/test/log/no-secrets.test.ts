import { createHash, randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { pinoLog } from '../../src/runtime.js'
import { TokenCipher } from '../../src/tokens/stored-tokens.js'
import { pem } from '../support/known-answers.js'
import { apiKey, Merchant } from '../support/merchant.js'

/** A log of everything, as text. */
function capture() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  return { log: pinoLog('debug', destination), text: () => lines.join('') }
}

test('a full run leaves no code, token, key, session, user or parameter in the log', async () => {
  const { log, text } = capture()
  const encryptionKey = randomBytes(32)
  const cipher = new TokenCipher([{ id: 'k', key: encryptionKey }])
  const merchant = await Merchant.open({ services: { log, cipher, userInfo: {} } })
  const secrets = [apiKey, 'user-1', 'user-2', '0042', 'NoSuchCode', 'Mei']
  for (const secret of [merchant.services.subjectKey, merchant.services.ledgerKeys[0], encryptionKey]) {
    secrets.push(secret.toString('base64'), secret.toString('hex'))
  }
  secrets.push(...pem('merchant-private').split('\n').slice(1, -2))
  const code = merchant.stub.codeOf('user-1')
  const { body } = await merchant.authorizations({ authCode: code })
  await merchant.authorizations({ authCode: 'NoSuchCode' })
  secrets.push(code, body.sessionToken, body.sessionToken.split('.')[1]!)
  const agreed = await merchant.answer(body.sessionToken, 'AGREE')
  const { subscriptionId } = agreed.body.subscriptions[0]!
  await merchant.answer(body.sessionToken, 'AGREE', { userId: 'user-2' })
  merchant.stub.failNext('/v2/miniprogram/message/send', { kind: 'answer-lost' })
  await merchant.messages(subscriptionId)
  await merchant.sender.sendDue()
  merchant.advance(3_600_000)
  await merchant.sender.sendDue()
  await merchant.answer(await merchant.session(), 'REJECT')
  for (const { fields } of merchant.stub.calls) {
    secrets.push(
      ...['authCode', 'accessToken', 'refreshToken']
        .flatMap((name) => fields[name] as string[])
        .filter(Boolean),
    )
  }
  await merchant.close()

  expect(text()).toContain('message-attempt')
  expect(text()).toContain('auth-code-not-exchanged')
  expect(secrets.length).toBeGreaterThan(40)
  expect(secrets.filter((secret) => text().includes(secret))).toEqual([])
})

test('the log says which breaker of an app has opened', () => {
  const { log, text } = capture()
  log('error', 'breaker-opened', { appId: 'P1', breaker: 'REFRESH' })
  expect(JSON.parse(text())).toMatchObject({ event: 'breaker-opened', appId: 'P1', breaker: 'REFRESH' })
})

test('a requestId, which may be an order number, is logged as a hash that can be looked for', () => {
  const { log, text } = capture()
  log('info', 'event', { requestId: 'order-0042' })
  expect(text()).not.toContain('order-0042')
  expect(text()).toContain(createHash('sha256').update('order-0042').digest('hex').slice(0, 16))
})

test('a field that is not in the list is not logged', () => {
  const { log, text } = capture()
  const fields = { requestId: 'r1', accessToken: 'secret-token' }
  log('info', 'event', fields)
  expect(text()).toContain('"event"')
  expect(text()).not.toContain('secret-token')
})
