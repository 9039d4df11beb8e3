import { send, signedRequest } from '../support/merchant.js'
import { authCode, exchange } from '../support/shop.js'
import { appId, testSandbox } from '../support/test-sandbox.js'

const path = '/v2/authorizations/applyToken'

async function answerTo(body: unknown, to = path, headers: Record<string, string> = {}) {
  const { app } = testSandbox()
  const request = signedRequest(to, body)
  const { result } = await send(app, { ...request, headers: { ...request.headers, ...headers } })
  return result
}

test('another method than POST is refused, in the platform’s own form', async () => {
  const { app } = testSandbox()
  const response = await app.inject({ method: 'GET', url: `/api/open${path}` })
  expect(response.statusCode).toBe(200)
  expect(response.json()).toMatchObject({ result: { resultCode: 'METHOD_NOT_SUPPORTED', resultStatus: 'F' } })
})

test('an unknown path is INVALID_API', async () => {
  expect(await answerTo({}, '/v2/no/such')).toMatchObject({ resultCode: 'INVALID_API', resultStatus: 'F' })
})

test('another content type is refused', async () => {
  expect(await answerTo({}, path, { 'content-type': 'text/plain' })).toMatchObject({
    resultCode: 'MEDIA_TYPE_NOT_ACCEPTABLE',
  })
})

test.each(['', '[]', '{"a":', 'null', '"text"'])('a body of %p is PARAM_ILLEGAL', async (body) => {
  expect(await answerTo(body)).toMatchObject({ resultCode: 'PARAM_ILLEGAL' })
})

test('a body beyond the limit is refused in the platform’s form', async () => {
  expect(await answerTo({ extendInfo: 'x'.repeat(2 ** 21) })).toMatchObject({ resultCode: 'PARAM_ILLEGAL' })
})

test.each<[string, Record<string, unknown>, string]>([
  ['appId is missing', { appId: undefined }, 'appId is missing'],
  ['appId is too long', { appId: 'P'.repeat(33) }, 'appId has 33 characters'],
  ['appId is a number', { appId: 1 }, 'appId must be a string'],
  ['grantType is missing', { grantType: null }, 'grantType is missing'],
  ['customerBelongsTo is missing', { customerBelongsTo: undefined }, 'customerBelongsTo is missing'],
  [
    'customerBelongsTo is unknown',
    { customerBelongsTo: 'WALLET' },
    'customerBelongsTo must be one of ALIPAY_CN',
  ],
  ['authCode is missing', { authCode: undefined }, 'authCode is missing'],
  ['authCode is empty', { authCode: '' }, 'authCode must be a string that is not empty'],
  ['authCode has a forbidden character', { authCode: 'A#1' }, 'authCode must not contain'],
  ['extendInfo is too long', { extendInfo: 'x'.repeat(4097) }, 'extendInfo has 4097'],
])('%s: PARAM_ILLEGAL names it', async (_what, broken, words) => {
  const result = await answerTo(exchange('ANYCODE', broken))
  expect(result).toMatchObject({ resultCode: 'PARAM_ILLEGAL', resultMessage: expect.stringContaining(words) })
})

test('another merchant’s mini program is denied', async () => {
  expect(await answerTo(exchange('ANYCODE', { appId: 'P0000000000000099999' }))).toMatchObject({
    resultCode: 'ACCESS_DENIED',
  })
})

test('a super app that the mini program is not released to is denied', async () => {
  const body = exchange('ANYCODE', { customerBelongsTo: 'GCASH', authClientId: 'AC1' })
  expect(await answerTo(body)).toMatchObject({ resultCode: 'ACCESS_DENIED' })
})

test('a wrong authClientId is refused, the right one and none pass for Alipay China', async () => {
  const { app, sandbox } = testSandbox()
  const code = async (authClientId: string | null): Promise<string> => {
    const body = exchange(authCode(sandbox), { authClientId })
    return (await send(app, signedRequest(path, body))).result.resultCode
  }
  expect(await code('AC_OTHER')).toBe('INVALID_AUTH_CLIENT')
  expect(await code('AC00000000000001')).toBe('SUCCESS')
  expect(await code(null)).toBe('SUCCESS')
})

test('another super app needs authClientId', async () => {
  const { app, sandbox } = testSandbox()
  const miniProgram = sandbox.state.miniPrograms.get(appId)!
  const sites = new Map([...miniProgram.sites, ['GCASH' as const, { authClientId: 'AC_GCASH' }]])
  sandbox.state.miniPrograms.set(appId, { ...miniProgram, sites })
  const body = exchange('ANYCODE', { customerBelongsTo: 'GCASH' })
  expect((await send(app, signedRequest(path, body))).result).toMatchObject({
    resultCode: 'PARAM_ILLEGAL',
    resultMessage: expect.stringContaining('authClientId is missing'),
  })
})

test('an API whose feature was not added is INVALID_API', async () => {
  const { app, sandbox } = testSandbox()
  sandbox.state.miniPrograms.get(appId)!.switches.appUserAuthorization = false
  const { result } = await send(app, signedRequest(path, exchange('ANYCODE')))
  expect(result).toMatchObject({
    resultCode: 'INVALID_API',
    resultMessage: expect.stringContaining('App_User_Authorization'),
  })
})
