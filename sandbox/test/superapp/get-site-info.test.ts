import { getSiteInfo } from '../../src/superapp/get-auth-code.js'
import { appId, mei, testSandbox } from '../support/test-sandbox.js'

const setUp = (settings = {}) => {
  const { app, sandbox } = testSandbox(settings)
  return { app, sandbox, ask: (userId = mei) => getSiteInfo(sandbox.state, { userId, appId }) }
}

test('the answer is the super app of the user, under the name that the setting says', () => {
  expect(setUp().ask()).toEqual({ success: { siteName: 'ALIPAY_CN' } })
  expect(setUp({ siteInfoField: 'customerBelongsTo' }).ask()).toEqual({
    success: { customerBelongsTo: 'ALIPAY_CN' },
  })
})

test('without the JSAPI permission the call is error 4, on the phone too', async () => {
  const { app, sandbox, ask } = setUp()
  sandbox.miniProgram.switches.jsapiPermission = false
  expect(ask()).toMatchObject({ fail: { error: 4 } })
  const payload = { userId: mei, appId }
  const onThePhone = await app.inject({ method: 'POST', url: '/superapp/site-info', payload })
  expect(onThePhone.json()).toEqual(ask())
})

test('an unknown user is not a user of any super app', () => {
  expect(setUp().ask('2088')).toMatchObject({ fail: { error: 3 } })
})
