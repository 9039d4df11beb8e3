import { answerAuthorizationPage, getAuthCode } from '../../src/superapp/get-auth-code.js'
import { appId, mei, testSandbox } from '../support/test-sandbox.js'

test('a code that comes without a page goes back to the tap that allowed it', () => {
  const { sandbox } = testSandbox()
  const { state, clock } = sandbox
  const ask = () => getAuthCode(state, clock, { userId: mei, appId, scopes: ['auth_user'] })
  const first = ask()
  if (!('page' in first)) throw new Error('no authorization page')
  answerAuthorizationPage(state, clock, first.page.pageId, { answer: 'allow' })
  const second = ask()
  if (!('success' in second)) throw new Error('no code')
  const spent = state.authCodes.take(second.success.authCode, { appId, site: 'ALIPAY_CN' }, clock.now())
  expect(spent).toMatchObject({
    path: [{ step: 'ask' }, { step: 'page' }, { step: 'tap' }, { step: 'ask' }, { step: 'code' }],
  })
})
