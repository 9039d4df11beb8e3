import { protocol, type BridgeCall, type JsapiAnswer } from '../../src/bridge/protocol.js'
import { type PanelNeeded, panelFailure, panelSuccess } from '../../src/superapp/request-subscribe-message.js'
import { answerCall, type SuperApp } from '../../src/page/phone/use-jsapi.js'

const code = { success: { authCode: 'A1', authSuccessScopes: ['auth_user'], authErrorScopes: {} } }
const refused = { fail: { error: 11, errorMessage: 'no' } }

const panel = {
  panelId: 'panel-1',
  kind: 'LONG_TERM',
  templates: [{ templateCode: '1', name: 'Order ready', texts: {} }],
} as const
const panelNeeded: PanelNeeded = { panel: { ...panel, templates: [...panel.templates] } }
const agreed = panelSuccess({
  asked: ['1'],
  accepted: ['1'],
  added: ['1'],
  show: true,
  keep: false,
  refuse: false,
})
const cancelled = panelFailure('CANCELLED', ['1'])

function superApp(more: Partial<SuperApp> = {}): SuperApp {
  return {
    askSiteInfo: () => Promise.resolve({ success: { siteName: 'ALIPAY_CN' } }),
    askAuthCode: () => Promise.resolve({ page: { pageId: 'page-1', scopes: ['auth_user'] } }),
    answerPage: (_pageId, choice) => Promise.resolve(choice.answer === 'allow' ? code : refused),
    showAuthorization: () => undefined,
    askSubscription: () => Promise.resolve(panelNeeded),
    answerPanel: (_panelId, choice) => Promise.resolve(choice.answer === 'AGREE' ? agreed : cancelled),
    showPanel: () => undefined,
    showAlert: () => undefined,
    showToast: () => undefined,
    ...more,
  }
}

const answerTo = (call: object, app: SuperApp): Promise<JsapiAnswer> =>
  new Promise((reply) => {
    answerCall({ protocol, id: 1, ...call } as BridgeCall, app, reply)
  })

const authCode = { name: 'getAuthCode', options: { scopes: ['auth_user'] } }

test('getSiteInfo gives the super app’s name', async () => {
  expect(await answerTo({ name: 'getSiteInfo', options: {} }, superApp())).toEqual({
    success: { siteName: 'ALIPAY_CN' },
  })
})

test('a code that needs no page comes without one', async () => {
  const app = superApp({
    askAuthCode: () => Promise.resolve(code),
    showAuthorization: () => {
      throw new Error('a page was shown')
    },
  })
  expect(await answerTo(authCode, app)).toEqual(code)
})

test.each([
  ['allow', code],
  ['refuse', refused],
] as const)('after the user’s %s its answer comes', async (choice, answer) => {
  const shown: unknown[] = []
  const app = superApp({
    showAuthorization: (scopes, chosen) => {
      shown.push(scopes)
      chosen({ answer: choice })
    },
  })
  expect(await answerTo(authCode, app)).toEqual(answer)
  expect(shown).toEqual([['auth_user']])
})

test('a sandbox that is gone is a network failure', async () => {
  const app = superApp({ askAuthCode: () => Promise.reject(new TypeError('failed')) })
  expect(await answerTo(authCode, app)).toMatchObject({ fail: { error: 12 } })
})

test('an alert is answered when it is closed, not before', () => {
  let close: () => void = () => undefined
  const answers: unknown[] = []
  const call = {
    protocol,
    id: 1,
    name: 'alert',
    options: { title: 'T', content: '', buttonText: '' },
  } as const
  const app = superApp({ showAlert: (_content, closed) => (close = closed) })
  answerCall(call, app, (answer) => answers.push(answer))
  expect(answers).toEqual([])
  close()
  expect(answers).toEqual([{ success: {} }])
})

const subscribe = { name: 'requestSubscribeMessage', options: { entityIds: ['1'] } }

test.each([
  ['AGREE', agreed],
  ['mask', cancelled],
] as const)('the native panel closed by %s gives its answer', async (choice, answer) => {
  const shown: unknown[] = []
  const app = superApp({
    showPanel: (asked, chosen) => {
      shown.push(asked.panelId)
      chosen({ answer: choice })
    },
  })
  expect(await answerTo(subscribe, app)).toEqual(answer)
  expect(shown).toEqual(['panel-1'])
})

test('an answer that the super app remembers comes without a panel', async () => {
  const app = superApp({ askSubscription: () => Promise.resolve(agreed) })
  expect(await answerTo(subscribe, app)).toEqual(agreed)
})
