import type { Settings } from '../../src/state/settings.js'
import { answerAuthorizationPage, getAuthCode } from '../../src/superapp/get-auth-code.js'
import { appId, lin, mei, testSandbox } from '../support/test-sandbox.js'

function setUp(settings: Partial<Settings> = {}) {
  const { sandbox } = testSandbox(settings)
  const ask = (scopes = ['auth_user'], userId = mei, program = appId) =>
    getAuthCode(sandbox.state, sandbox.clock, { userId, appId: program, scopes })
  const answer = (pageId: string, choice: 'allow' | 'refuse', refused?: string[]) =>
    answerAuthorizationPage(sandbox.state, sandbox.clock, pageId, { answer: choice, refused })
  const pageId = (scopes = ['auth_user'], userId = mei): string => {
    const asked = ask(scopes, userId)
    if (!('page' in asked)) throw new Error('no page was needed')
    return asked.page.pageId
  }
  return { sandbox, ask, answer, pageId }
}

const code = { success: expect.objectContaining({ authCode: expect.stringMatching(/^[A-Z0-9]{26}$/) }) }

test('auth_user shows the page; allowing it gives a code with the scopes', () => {
  const { answer, pageId } = setUp()
  expect(answer(pageId(), 'allow')).toEqual({
    success: { authCode: expect.any(String), authSuccessScopes: ['auth_user'], authErrorScopes: {} },
  })
})

test('auth_base asks nobody', () => {
  const { ask } = setUp()
  expect(ask(['auth_base'])).toEqual(code)
  expect(ask([])).toMatchObject({ success: { authSuccessScopes: ['auth_base'] } })
})

test('refusing is Alipay China’s error 11, and nothing is remembered', () => {
  const { ask, answer, pageId } = setUp()
  expect(answer(pageId(), 'refuse')).toEqual({ fail: { error: 11, errorMessage: expect.any(String) } })
  expect(ask()).toHaveProperty('page')
})

test('refusing in the partner apps’ shape names the scopes', () => {
  const { answer, pageId } = setUp({ jsapiFailureFamily: 'ALIPAY_PLUS' })
  expect(answer(pageId(), 'refuse')).toMatchObject({ fail: { authErrorScopes: { auth_user: '10001' } } })
})

test('Alipay+’s page documents the scopes alone: a setting leaves the error out', () => {
  const { answer, pageId } = setUp({
    jsapiFailureFamily: 'ALIPAY_PLUS_SCOPES_ONLY',
    refusedScopeCode: '40006',
  })
  expect(answer(pageId(), 'refuse')).toEqual({ fail: { authErrorScopes: { auth_user: '40006' } } })
})

const gcash = () => {
  const world = setUp()
  const { miniProgram, state } = world.sandbox
  miniProgram.sites = new Map([...miniProgram.sites, ['GCASH', { authClientId: 'AC_G' }]])
  state.users.set('G1', { ...state.users.get(mei)!, userId: 'G1', site: 'GCASH' })
  return world
}

test('each super app answers in the shape of its family', () => {
  const { ask, answer, pageId } = gcash()
  expect(answer(pageId(['SEND_MESSAGE'], 'G1'), 'refuse')).toEqual({
    fail: { error: 11, errorMessage: expect.any(String), authErrorScopes: { SEND_MESSAGE: '10001' } },
  })
  expect(answer(pageId(), 'refuse')).toEqual({ fail: { error: 11, errorMessage: expect.any(String) } })
  expect(ask(['auth_base'], 'G1')).toEqual({
    success: { authCode: expect.any(String), authSuccessScopes: ['auth_base'] },
  })
})

test('a user allows some scopes and not others: the code stands for those alone', () => {
  const { sandbox, answer, pageId } = gcash()
  const asked = ['auth_base', 'SEND_MESSAGE', 'USER_NAME']
  const given = answer(pageId(asked, 'G1'), 'allow', ['USER_NAME'])
  expect(given).toMatchObject({
    success: {
      authSuccessScopes: ['auth_base', 'SEND_MESSAGE'],
      authErrorScopes: { USER_NAME: '10001' },
    },
  })
  if (!('success' in given)) throw new Error('no code')
  const { authCode } = given.success
  expect(sandbox.state.authCodes.take(authCode, { appId, site: 'GCASH' }, 0)).toMatchObject({
    scopes: ['auth_base', 'SEND_MESSAGE'],
  })
})

test('the next page asks only for what was not allowed before', () => {
  const { ask, answer, pageId } = gcash()
  answer(pageId(['SEND_MESSAGE', 'USER_NAME'], 'G1'), 'allow', ['USER_NAME'])
  expect(ask(['SEND_MESSAGE'], 'G1')).toHaveProperty('success')
  expect(ask(['SEND_MESSAGE', 'USER_NAME'], 'G1')).toMatchObject({ page: { scopes: ['USER_NAME'] } })
})

test('an allow with nothing ticked is a no', () => {
  const { answer, pageId } = setUp()
  expect(answer(pageId(), 'allow', ['auth_user'])).toMatchObject({ fail: { error: 11 } })
})

test('an auto-answer may leave scopes out', () => {
  const { sandbox, ask } = gcash()
  Object.assign(sandbox.state.autoAnswer, { authorization: 'allow', refusedScopes: ['USER_NAME'] })
  expect(ask(['SEND_MESSAGE', 'USER_NAME'], 'G1')).toMatchObject({
    success: { authSuccessScopes: ['SEND_MESSAGE'], authErrorScopes: { USER_NAME: '10001' } },
  })
})

test('what a user allowed is not asked again, but another user is', () => {
  const { ask, answer, pageId } = setUp()
  answer(pageId(), 'allow')
  expect(ask()).toEqual(code)
  expect(ask(['auth_user'], lin)).toHaveProperty('page')
})

test('without rememberGrants each call asks', () => {
  const { ask, answer, pageId } = setUp({ rememberGrants: false })
  answer(pageId(), 'allow')
  expect(ask()).toHaveProperty('page')
})

test('a page is answered once', () => {
  const { answer, pageId } = setUp()
  const page = pageId()
  answer(page, 'allow')
  expect(answer(page, 'allow')).toMatchObject({ fail: { error: 3 } })
})

test('an auto-answer stands in for the person', () => {
  const { sandbox, ask } = setUp()
  sandbox.state.autoAnswer.authorization = 'refuse'
  expect(ask()).toMatchObject({ fail: { error: 11 } })
  sandbox.state.autoAnswer.authorization = 'allow'
  expect(ask()).toEqual(code)
})

test.each([
  ['cancel', 11],
  ['mask', 11],
  ['back', 3],
] as const)('closing the page by %s is error %s', (answer, error) => {
  const { sandbox, ask } = setUp()
  sandbox.state.autoAnswer.authorization = answer
  expect(ask()).toMatchObject({ fail: { error } })
})

test('never leaves the page open for a person', () => {
  const { sandbox, ask } = setUp()
  sandbox.state.autoAnswer.authorization = 'never'
  expect(ask()).toHaveProperty('page')
})

test('without the JSAPI permission the call is error 4', () => {
  const { sandbox, ask } = setUp()
  sandbox.miniProgram.switches.jsapiPermission = false
  expect(ask()).toMatchObject({ fail: { error: 4 } })
})

test.each<[string, string[], string, string]>([
  ['a scope of other super apps', ['SEND_MESSAGE'], mei, 'ALIPAY_CN has no scope SEND_MESSAGE'],
  ['an unknown user', ['auth_user'], '2088', 'no user 2088'],
])('%s fails with error 3 and says why', (_what, scopes, userId, words) => {
  const { ask } = setUp()
  expect(ask(scopes, userId)).toMatchObject({
    fail: { error: 3, errorMessage: expect.stringContaining(words) },
  })
})

test('an unknown mini program fails', () => {
  const { ask } = setUp()
  expect(ask(['auth_user'], mei, 'P1')).toMatchObject({
    fail: { errorMessage: expect.stringContaining('no mini program P1') },
  })
})
