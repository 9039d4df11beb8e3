import { createMy } from '../../src/bridge/my.js'
import type { JsapiAnswer } from '../../src/bridge/protocol.js'

function setUp(
  answer: JsapiAnswer = { success: { authCode: 'A1' } },
  appIdShape: 'object' | 'string' = 'object',
) {
  const calls: { name: string; options: unknown }[] = []
  const heard: unknown[] = []
  const my = createMy({
    appId: 'P1',
    appIdShape,
    httpErrors: 'success',
    callPhone: (name, options, answered) => {
      calls.push({ name, options })
      answered(answer)
    },
    send: () => Promise.reject(new TypeError('not used')),
  })
  const callbacks = {
    success: (given: unknown) => heard.push(['success', given]),
    fail: (given: unknown) => heard.push(['fail', given]),
    complete: (given: unknown) => heard.push(['complete', given]),
  }
  return { my, calls, heard, callbacks }
}

test('getAppIdSync answers at once, in Alipay China’s form', () => {
  const { my, calls } = setUp()
  expect(my.getAppIdSync()).toEqual({ appId: 'P1' })
  expect(calls).toEqual([])
})

test('getAppIdSync gives the text alone where the super app does', () => {
  expect(setUp(undefined, 'string').my.getAppIdSync()).toBe('P1')
})

test('requestSubscribeMessage hands its templates to the phone; a wrong list is the phone’s to refuse', () => {
  const { my, calls } = setUp()
  my.requestSubscribeMessage({ entityIds: ['T1', 'T2'] })
  my.requestSubscribeMessage({ entityIds: 'T1' })
  expect(calls).toEqual([
    { name: 'requestSubscribeMessage', options: { entityIds: ['T1', 'T2'] } },
    { name: 'requestSubscribeMessage', options: { entityIds: [] } },
  ])
})

test('canIUse knows the JSAPIs that there are', () => {
  const { my } = setUp()
  expect(my.canIUse('getAuthCode')).toBe(true)
  expect(my.canIUse('tradePay')).toBe(false)
})

test.each([
  ['a list', ['auth_user'], ['auth_user']],
  ['one text', 'auth_user', ['auth_user']],
  ['nothing', undefined, ['auth_base']],
])('getAuthCode takes %s as scopes', (_what, scopes, asked) => {
  const { my, calls } = setUp()
  my.getAuthCode(scopes === undefined ? {} : { scopes })
  expect(calls).toEqual([{ name: 'getAuthCode', options: { scopes: asked } }])
})

test('success is followed by complete', () => {
  const { my, heard, callbacks } = setUp()
  my.getAuthCode(callbacks)
  expect(heard).toEqual([
    ['success', { authCode: 'A1' }],
    ['complete', { authCode: 'A1' }],
  ])
})

test('fail is followed by complete, and success stays silent', () => {
  const failure = { error: 11, errorMessage: 'no' }
  const { my, heard, callbacks } = setUp({ fail: failure })
  my.getSiteInfo(callbacks)
  expect(heard).toEqual([
    ['fail', failure],
    ['complete', failure],
  ])
})

test('complete comes although success throws', () => {
  const { my, heard, callbacks } = setUp()
  const success = () => {
    throw new Error('page')
  }
  expect(() => my.getSiteInfo({ ...callbacks, success })).toThrow('page')
  expect(heard).toEqual([['complete', { authCode: 'A1' }]])
})

test('toast and alert send what can be shown, with defaults', () => {
  const { my, calls } = setUp()
  my.showToast({ content: 'Done' })
  my.alert({ title: 'T' })
  expect(calls).toEqual([
    { name: 'showToast', options: { content: 'Done', type: 'none', duration: 3000 } },
    { name: 'alert', options: { title: 'T', content: '', buttonText: '' } },
  ])
})
