import { send, signedRequest } from '../support/merchant.js'
import { accessToken, authCode, exchange, message, sendMessage } from '../support/shop.js'
import { startTime, testSandbox } from '../support/test-sandbox.js'

function setUp() {
  const { app, sandbox } = testSandbox()
  const move = async (change: object) =>
    (await app.inject({ method: 'POST', url: '/_sandbox/clock', payload: change })).json()
  return { app, sandbox, move }
}

test('set and advance move the sandbox’s time, not the wire’s', async () => {
  const { move } = setUp()
  const wire = new Date(startTime).toISOString()
  expect(await move({ set: '2027-01-01T00:00:00Z' })).toMatchObject({ now: '2027-01-01T00:00:00.000Z', wire })
  expect(await move({ advanceMs: 1000 })).toMatchObject({ now: '2027-01-01T00:00:01.000Z', wire })
  expect(await move({ offsetMs: 0 })).toMatchObject({ now: wire, offsetMs: 0 })
  expect(await move({ set: 'tomorrow' })).toMatchObject({ error: { code: 'INVALID_REQUEST' } })
})

test('advancing lets a token expire', async () => {
  const { app, sandbox, move } = setUp()
  const token = await accessToken(app, sandbox)
  await move({ advanceMs: sandbox.state.settings.accessTokenLifetimeMs })
  expect((await sendMessage(app, message(token))).result.resultCode).toBe('EXPIRED_ACCESS_TOKEN')
})

test('a skewed platform refuses requests by its own clock and dates its answers by it', async () => {
  const { app, sandbox, move } = setUp()
  await move({ skewMs: 400_000 })
  const path = '/v2/authorizations/applyToken'
  const fresh = signedRequest(path, exchange(authCode(sandbox)))
  expect((await send(app, fresh)).result.resultCode).toBe('TIMESTAMP_INVALID')
  const asPlatform = signedRequest(path, exchange(authCode(sandbox)), startTime + 400_000)
  expect((await send(app, asPlatform)).result.resultCode).toBe('SUCCESS')
  const { headers } = await app.inject({ method: 'POST', url: `/api/open${path}` })
  expect(Date.parse(String(headers['response-time']))).toBe(startTime + 400_000)
})
