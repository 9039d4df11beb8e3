import { control } from '../support/control.js'
import { appId, mei, templateCode, testSandbox } from '../support/test-sandbox.js'

const scopes = ['auth_base']
const bodies = {
  getAuthCode: { userId: mei, appId, scopes },
  getSiteInfo: {},
  requestSubscribeMessage: { entityIds: [templateCode] },
}

test.each([
  ['getAuthCode', 12],
  ['getSiteInfo', 4],
  ['requestSubscribeMessage', 100201],
] as const)('my.%s fails with the error that a fault names, as often as it says', async (name, error) => {
  const { app, sandbox } = testSandbox()
  const { post } = control(app)
  sandbox.state.autoAnswer.panel = 'AGREE'
  await post('faults', { effect: 'jsapi-error', endpoint: `my.${name}`, error, count: 1 })
  const call = async () => (await post(`jsapi/${name}`, bodies[name])).body
  expect(await call()).toMatchObject({ fail: { error } })
  expect(await call()).toHaveProperty('success')
})

test.each([-1, 10, 11, 15, 203, 402, 100201, 106002, 106008])(
  'the native panel can fail with %s, in the shape of its kind',
  async (error) => {
    const { app } = testSandbox()
    const { post } = control(app)
    await post('faults', { effect: 'jsapi-error', endpoint: 'my.requestSubscribeMessage', error })
    const { body } = await post('jsapi/requestSubscribeMessage', { entityIds: [templateCode] })
    expect(body.fail).toMatchObject({
      errorCode: error,
      behavior: error === 11 ? 'cancel' : '',
      result: { subscribedEntityIds: [], unsubscribedEntityIds: [templateCode] },
    })
  },
)

test('a fault of a JSAPI leaves the gateway alone, and the other way round', () => {
  const { sandbox } = testSandbox()
  const { faults } = sandbox.state
  faults.add({ effect: 'jsapi-error' })
  faults.add({ effect: 'cut' })
  expect(faults.strike('/v2/miniprogram/message/send')).toMatchObject([{ effect: 'cut' }])
  expect(faults.strikeJsapi('my.getAuthCode')).toMatchObject([{ effect: 'jsapi-error' }])
  expect(faults.list()).toMatchObject([{ matched: 1 }, { matched: 1 }])
})
