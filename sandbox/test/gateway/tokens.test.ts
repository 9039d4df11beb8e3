import { call } from '../support/merchant.js'
import { applyToken, authCode, exchange, refresh } from '../support/shop.js'
import { appId, lin, mei, testSandbox } from '../support/test-sandbox.js'

const infoPath = '/v2/users/inquiryUserInfo'
const bothPath = '/v2/authorizations/applyTokenAndInquiryUserInfo'
const inquiry = (accessToken: unknown) => ({ appId, customerBelongsTo: 'ALIPAY_CN', accessToken })
const minute = 60_000

test('a code names its user and gives tokens with their ends', async () => {
  const { app, sandbox } = testSandbox({ accessTokenLifetimeMs: 60 * minute })
  const answer = await applyToken(app, exchange(authCode(sandbox, lin)))
  expect(answer).toMatchObject({
    result: { resultStatus: 'S', resultCode: 'SUCCESS' },
    customerId: lin,
    accessTokenExpiryTime: '2026-11-20T13:00:00+08:00',
    accessToken: expect.stringMatching(/^\w{1,128}$/),
    refreshToken: expect.stringMatching(/^\w{1,128}$/),
  })
})

test('a code is exchanged once', async () => {
  const { app, sandbox } = testSandbox()
  const code = authCode(sandbox)
  await applyToken(app, exchange(code))
  expect(await applyToken(app, exchange(code))).toMatchObject({ result: { resultCode: 'USED_AUTHCODE' } })
})

test('a code lives ten minutes and not a moment longer', async () => {
  const { app, sandbox } = testSandbox()
  const [first, second] = [authCode(sandbox), authCode(sandbox)]
  sandbox.clock.offsetMs = 10 * minute - 1
  expect(await applyToken(app, exchange(first))).toMatchObject({ result: { resultCode: 'SUCCESS' } })
  sandbox.clock.offsetMs = 10 * minute
  expect(await applyToken(app, exchange(second))).toMatchObject({
    result: { resultCode: 'EXPIRED_AUTHCODE' },
  })
})

test('a code that never was is invalid', async () => {
  const { app } = testSandbox()
  expect(await applyToken(app, exchange('NOSUCHCODE'))).toMatchObject({
    result: { resultCode: 'INVALID_AUTHCODE', resultStatus: 'F' },
  })
})

test('a third grant type is refused', async () => {
  const { app } = testSandbox()
  expect(await applyToken(app, exchange('X', { grantType: 'PASSWORD' }))).toMatchObject({
    result: { resultCode: 'AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE' },
  })
})

test('refreshing ends the old pair: its access token is dead, its refresh token used', async () => {
  const { app, sandbox } = testSandbox()
  const old = await applyToken(app, exchange(authCode(sandbox)))
  const renewed = await applyToken(app, refresh(old.refreshToken))
  expect(renewed).toMatchObject({ customerId: mei, refreshTokenExpiryTime: old.refreshTokenExpiryTime })
  expect(renewed.accessToken).not.toBe(old.accessToken)
  expect(await call(app, infoPath, inquiry(old.accessToken))).toMatchObject({
    result: { resultCode: 'INVALID_ACCESS_TOKEN' },
  })
  expect(await call(app, infoPath, inquiry(renewed.accessToken))).toMatchObject({
    result: { resultCode: 'SUCCESS' },
  })
  expect(await applyToken(app, refresh(old.refreshToken))).toMatchObject({
    result: { resultCode: 'USED_REFRESH_TOKEN' },
  })
})

test('tokens end at their own times', async () => {
  const lifetimes = { accessTokenLifetimeMs: minute, refreshTokenLifetimeMs: 2 * minute }
  const { app, sandbox } = testSandbox(lifetimes)
  const { accessToken, refreshToken } = await applyToken(app, exchange(authCode(sandbox)))
  sandbox.clock.offsetMs = minute
  expect(await call(app, infoPath, inquiry(accessToken))).toMatchObject({
    result: { resultCode: 'EXPIRED_ACCESS_TOKEN' },
  })
  sandbox.clock.offsetMs = 2 * minute
  expect(await applyToken(app, refresh(refreshToken))).toMatchObject({
    result: { resultCode: 'EXPIRED_REFRESH_TOKEN' },
  })
})

test('an unknown refresh token is invalid', async () => {
  const { app } = testSandbox()
  expect(await applyToken(app, refresh('nosuch'))).toMatchObject({
    result: { resultCode: 'INVALID_REFRESH_TOKEN' },
  })
})

test('user information comes for auth_user and not for auth_base', async () => {
  const { app, sandbox } = testSandbox()
  const told = await applyToken(app, exchange(authCode(sandbox)))
  expect(await call(app, infoPath, inquiry(told.accessToken))).toMatchObject({
    userInfo: { userId: mei, nickName: '小明', status: 'ACTIVE' },
  })
  const silent = await applyToken(app, exchange(authCode(sandbox, mei, ['auth_base'])))
  expect(silent).toMatchObject({ customerId: mei })
  const refused = await call(app, infoPath, inquiry(silent.accessToken))
  expect(refused).toMatchObject({ result: { resultCode: 'INVALID_ACCESS_TOKEN' } })
  expect(refused).not.toHaveProperty('userInfo')
})

test('token and information come together, by code, refresh token or token', async () => {
  const { app, sandbox } = testSandbox()
  const byCode = await call(app, bothPath, exchange(authCode(sandbox)))
  expect(byCode).toMatchObject({ customerId: mei, userInfo: { userId: mei } })
  const byRefresh = await call(app, bothPath, refresh(byCode.refreshToken))
  expect(byRefresh).toMatchObject({ customerId: mei, userInfo: { userId: mei } })
  const byToken = await call(app, bothPath, inquiry(byRefresh.accessToken))
  expect(byToken).toMatchObject({ userInfo: { userId: mei } })
  expect(byToken).not.toHaveProperty('accessToken')
})

test('a code of auth_base gives no information and no token, and is spent', async () => {
  const { app, sandbox } = testSandbox()
  const body = exchange(authCode(sandbox, mei, ['auth_base']))
  const answer = await call(app, bothPath, body)
  expect(answer).toEqual({ result: expect.objectContaining({ resultCode: 'INVALID_ACCESS_TOKEN' }) })
  expect((await applyToken(app, body)).result.resultCode).toBe('USED_AUTHCODE')
})

test('revoking ends both tokens', async () => {
  const { app, sandbox } = testSandbox()
  const { accessToken, refreshToken } = await applyToken(app, exchange(authCode(sandbox)))
  const revoke = () => call(app, '/v2/authorizations/revoke', { appId, accessToken })
  expect(await revoke()).toMatchObject({ result: { resultCode: 'SUCCESS' } })
  expect(await call(app, infoPath, inquiry(accessToken))).toMatchObject({
    result: { resultCode: 'INVALID_ACCESS_TOKEN' },
  })
  expect(await applyToken(app, refresh(refreshToken))).toMatchObject({
    result: { resultCode: 'INVALID_REFRESH_TOKEN' },
  })
  expect(await revoke()).toMatchObject({ result: { resultCode: 'INVALID_ACCESS_TOKEN' } })
})
