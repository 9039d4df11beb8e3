import { tokenSettings } from '../../../src/state/settings/token-settings.js'
import { call } from '../../support/merchant.js'
import { isComplete, probed, type Probe } from '../../support/setting-probe.js'
import { applyToken, authCode, exchange, refresh } from '../../support/shop.js'
import { appId, type TestSandbox } from '../../support/test-sandbox.js'

const hour = 3_600_000
const inquiry = { appId, customerBelongsTo: 'ALIPAY_CN' }
const infoPath = '/v2/users/inquiryUserInfo'

const infoCode = async ({ app }: TestSandbox, accessToken: unknown): Promise<string> =>
  (await call(app, infoPath, { ...inquiry, accessToken })).result.resultCode

const probes: Record<keyof typeof tokenSettings, Probe> = {
  authCodeLifetimeMs: {
    cases: [
      [600_000, 'EXPIRED_AUTHCODE'],
      [2 * hour, 'SUCCESS'],
    ],
    async see({ app, sandbox }) {
      const body = exchange(authCode(sandbox))
      sandbox.clock.offsetMs = hour
      return (await applyToken(app, body)).result.resultCode
    },
  },
  accessTokenLifetimeMs: {
    cases: [
      [24 * hour, 'SUCCESS'],
      [hour, 'EXPIRED_ACCESS_TOKEN'],
    ],
    async see(world) {
      const { accessToken } = await applyToken(world.app, exchange(authCode(world.sandbox)))
      world.sandbox.clock.offsetMs = hour
      return infoCode(world, accessToken)
    },
  },
  refreshTokenLifetimeMs: {
    cases: [
      [30 * 24 * hour, 'SUCCESS'],
      [hour, 'EXPIRED_REFRESH_TOKEN'],
    ],
    async see({ app, sandbox }) {
      const { refreshToken } = await applyToken(app, exchange(authCode(sandbox)))
      sandbox.clock.offsetMs = hour
      return (await applyToken(app, refresh(refreshToken))).result.resultCode
    },
  },
  refreshProlongs: {
    cases: [
      [false, true],
      [true, false],
    ],
    async see({ app, sandbox }) {
      const first = await applyToken(app, exchange(authCode(sandbox)))
      sandbox.clock.offsetMs = hour
      const second = await applyToken(app, refresh(first.refreshToken))
      return first.refreshTokenExpiryTime === second.refreshTokenExpiryTime
    },
  },
  refreshEndsAccessToken: {
    cases: [
      [true, 'INVALID_ACCESS_TOKEN'],
      [false, 'SUCCESS'],
    ],
    async see(world) {
      const first = await applyToken(world.app, exchange(authCode(world.sandbox)))
      await applyToken(world.app, refresh(first.refreshToken))
      return infoCode(world, first.accessToken)
    },
  },
  authCodeFamily: {
    cases: [
      ['v2', 'INVALID_AUTHCODE'],
      ['v1', 'INVALID_CODE'],
    ],
    see: async ({ app }) => (await applyToken(app, exchange('NOSUCHCODE'))).result.resultCode,
  },
  reusedAuthCode: {
    cases: [
      ['refuse', 'USED_AUTHCODE'],
      ['same-token', 'SUCCESS'],
    ],
    async see({ app, sandbox }) {
      const body = exchange(authCode(sandbox))
      await applyToken(app, body)
      return (await applyToken(app, body)).result.resultCode
    },
  },
  authClientIdInAlipayChina: {
    cases: [
      ['optional', 'SUCCESS'],
      ['send-only-optional', 'PARAM_ILLEGAL'],
    ],
    see: async ({ app, sandbox }) => (await applyToken(app, exchange(authCode(sandbox)))).result.resultCode,
  },
  infoByToken: {
    cases: [
      ['without-grantType', 'SUCCESS'],
      ['grantType-ACCESS_TOKEN', 'SUCCESS'],
    ],
    async see({ app, sandbox }) {
      const { accessToken } = await applyToken(app, exchange(authCode(sandbox)))
      const bothPath = '/v2/authorizations/applyTokenAndInquiryUserInfo'
      const isNamed = sandbox.state.settings.infoByToken === 'grantType-ACCESS_TOKEN'
      const body = { ...inquiry, accessToken, ...(isNamed && { grantType: 'ACCESS_TOKEN' }) }
      const other = { ...inquiry, accessToken, ...(!isNamed && { grantType: 'ACCESS_TOKEN' }) }
      expect((await call(app, bothPath, other)).result.resultStatus).toBe('F')
      return (await call(app, bothPath, body)).result.resultCode
    },
  },
  hasRevoke: {
    cases: [
      [true, 'SUCCESS'],
      [false, 'INVALID_API'],
    ],
    async see({ app, sandbox }) {
      const { accessToken } = await applyToken(app, exchange(authCode(sandbox)))
      return (await call(app, '/v2/authorizations/revoke', { appId, accessToken })).result.resultCode
    },
  },
  genderForm: {
    cases: [
      ['letter', 'F'],
      ['word', 'FEMALE'],
    ],
    async see({ app, sandbox }) {
      const { accessToken } = await applyToken(app, exchange(authCode(sandbox)))
      const { userInfo } = await call(app, infoPath, { ...inquiry, accessToken })
      return (userInfo as { gender: string }).gender
    },
  },
}

test.each(Object.entries(probes))('%s: each of its values is seen to be in force', async (name, probe) => {
  expect(isComplete(tokenSettings[name as keyof typeof tokenSettings], probe)).toBe(true)
  expect(await probed(name, probe)).toEqual(probe.cases)
})
