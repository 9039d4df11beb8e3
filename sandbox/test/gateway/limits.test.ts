import { call, signedRequest } from '../support/merchant.js'
import { accessToken, applyToken, authCode, exchange, message, sendMessage, values } from '../support/shop.js'
import { appId, mei, templateCode, testSandbox } from '../support/test-sandbox.js'
import type { Settings } from '../../src/state/settings.js'

async function setUp(settings: Partial<Settings> = {}) {
  const { app, sandbox } = testSandbox(settings)
  const token = await accessToken(app, sandbox)
  const send = async (more: Record<string, unknown> = {}) =>
    (await sendMessage(app, message(token, more))).result
  return { app, sandbox, token, send, miniProgram: sandbox.miniProgram }
}

test('more calls in a second than allowed are refused, the next second starts anew', async () => {
  const { send, sandbox } = await setUp({ requestsPerSecond: 2 })
  expect(await send()).toMatchObject({ resultCode: 'SUCCESS' })
  expect(await send()).toMatchObject({ resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT', resultStatus: 'F' })
  sandbox.state.settings.trafficLimitStatus = 'U'
  expect(await send()).toMatchObject({ resultStatus: 'U' })
  sandbox.clock.offsetMs = 1000
  expect(await send()).toMatchObject({ resultCode: 'SUCCESS' })
})

test('more messages in a day than allowed are refused, a repeated one is not counted', async () => {
  const { send, sandbox } = await setUp({ messagesPerUserAndDay: 2 })
  const codes = []
  for (const requestId of ['a', 'a', 'b', 'c']) codes.push((await send({ requestId })).resultCode)
  expect(codes).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'MESSAGE_SEND_EXCEED_LIMIT'])
  sandbox.state.settings.accessTokenLifetimeMs = 10 ** 9
  expect(sandbox.state.inbox.list()).toHaveLength(2)
})

test('the day of the frequency limit moves with the sandbox’s time', async () => {
  const { send, sandbox } = await setUp({ messagesPerUserAndDay: 1, accessTokenLifetimeMs: 10 ** 9 })
  await send({ requestId: 'a' })
  expect((await send({ requestId: 'b' })).resultCode).toBe('MESSAGE_SEND_EXCEED_LIMIT')
  sandbox.clock.offsetMs = 24 * 60 * 60 * 1000
  expect((await send({ requestId: 'b' })).resultCode).toBe('SUCCESS')
})

test.each<[Partial<Settings>, string]>([
  [{}, 'ACCESS_DENIED'],
  [{ platformNotAuthorizedCode: 'PROCESS_FAIL' }, 'PROCESS_FAIL'],
])(
  'without the merchant’s authorisation of the platform nothing goes on to the super app: %p',
  async (settings, code) => {
    const { send, miniProgram } = await setUp(settings)
    miniProgram.switches.platformAuthorized = false
    expect((await send()).resultCode).toBe(code)
  },
)

test('without the feature Send_Message the API is not there', async () => {
  const { send, miniProgram } = await setUp()
  miniProgram.switches.sendMessage = false
  expect(await send()).toMatchObject({
    resultCode: 'INVALID_API',
    resultMessage: expect.stringContaining('Send_Message'),
  })
})

test('without an uploaded key no signature is good', async () => {
  const { send, miniProgram } = await setUp()
  miniProgram.switches.keyUploaded = false
  expect((await send()).resultCode).toBe('KEY_NOT_FOUND')
})

test('a locked user gets no message', async () => {
  const { send, sandbox } = await setUp()
  sandbox.state.users.set(mei, { ...sandbox.state.users.get(mei)!, status: 'FROZEN' })
  expect((await send()).resultCode).toBe('USER_STATUS_ERROR')
  expect(sandbox.state.inbox.list()).toEqual([])
})

test('a variable without a value may stay as its placeholder, an unknown one may be refused', async () => {
  const { send, sandbox } = await setUp({ missingVariable: 'leave', unknownVariable: 'refuse' })
  const templates = (templateParameters: object) => [{ language: 'en', templateParameters }]
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'orderNo'))
  expect((await send({ templates: templates(rest) })).resultCode).toBe('SUCCESS')
  expect(sandbox.state.inbox.list()).toMatchObject([{ body: expect.stringContaining('{{orderNo}}') }])
  expect(await send({ requestId: 'x', templates: templates({ ...values, color: 'red' }) })).toMatchObject({
    resultCode: 'PARAM_ILLEGAL',
    resultMessage: expect.stringContaining('color'),
  })
})

test('the first family of auth code refusals is a setting', async () => {
  const { app, sandbox } = await setUp({ authCodeFamily: 'v1' })
  const code = authCode(sandbox)
  expect((await applyToken(app, exchange('NOSUCHCODE'))).result.resultCode).toBe('INVALID_CODE')
  await applyToken(app, exchange(code))
  expect((await applyToken(app, exchange(code))).result.resultCode).toBe('USED_CODE')
  const old = authCode(sandbox)
  sandbox.clock.offsetMs = sandbox.state.settings.authCodeLifetimeMs
  expect((await applyToken(app, exchange(old))).result.resultCode).toBe('EXPIRED_CODE')
})

test('with reusedAuthCode same-token a used code gives its token again', async () => {
  const { app, sandbox } = await setUp({ reusedAuthCode: 'same-token' })
  const body = exchange(authCode(sandbox))
  const first = await applyToken(app, body)
  expect(await applyToken(app, body)).toEqual(first)
})

test('one consent to a one-time template is one message where the official panel counts', async () => {
  const { app, sandbox, token } = await setUp({ subscriptionSource: 'official-panel' })
  const draft = { ...sandbox.seed.templates[0]!, kind: 'ONE_TIME' as const }
  const { templateId } = sandbox.state.templates.create(draft)
  const { applicationId } = sandbox.state.templates.apply(templateId, appId, 'x', 0)
  const { templateCode: once = '' } = sandbox.state.templates.approve(applicationId, 0)
  sandbox.state.subscriptions.set(mei, appId, once, 'SUBSCRIBED')
  const send = async (requestId: string) =>
    (await sendMessage(app, message(token, { templateCode: once, requestId }))).result.resultCode
  expect([await send('a'), await send('b')]).toEqual(['SUCCESS', 'USER_NOT_SUBSCRIBED'])
  sandbox.state.subscriptions.set(mei, appId, once, 'SUBSCRIBED', { isRemembered: true })
  expect([await send('c'), await send('d')]).toEqual(['SUCCESS', 'SUCCESS'])
})

test('sendInbox sends by the token alone, once for a requestId, and may answer ACCEPT', async () => {
  const { app, sandbox, token } = await setUp()
  const templates = [{ language: 'en', templateParameters: values }]
  const body = { accessToken: token, requestId: 'i'.repeat(128), templateCode, templates }
  const first = await call(app, '/v2/messages/sendInbox', body)
  expect(first.result).toMatchObject({ resultCode: 'SUCCESS', resultStatus: 'S' })
  sandbox.state.settings.sendInboxCode = 'ACCEPT'
  const again = await call(app, '/v2/messages/sendInbox', body)
  expect(again).toMatchObject({
    result: { resultCode: 'ACCEPT', resultStatus: 'A' },
    messageId: first.messageId,
  })
  expect(sandbox.state.inbox.list()).toHaveLength(1)
  const signed = signedRequest('/v2/messages/sendInbox', { ...body, accessToken: 'nosuch' })
  expect(signed.uri).toBe('/api/open/v2/messages/sendInbox')
})
