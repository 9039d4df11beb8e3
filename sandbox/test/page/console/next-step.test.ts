import { marksOf, nextStep, type LoopState } from '../../../src/page/console/overview-tab.js'

const token = {
  requestLogId: 'r1',
  path: '/api/open/v2/authorizations/applyToken',
  resultStatus: 'S',
  resultCode: 'SUCCESS',
}
const refusedToken = { ...token, resultStatus: 'F', resultCode: 'USED_AUTHCODE' }
const wrongSignature = { ...token, resultStatus: 'F', resultCode: 'SIGNATURE_INVALID' }
const held = { ...token, resultStatus: null, resultCode: null }

const fresh: LoopState = {
  hasShop: true,
  applications: [{ status: 'APPROVED' }],
  requests: [],
  isRegistered: false,
  messageIds: [],
}

test.each<[string, Partial<LoopState>, string, unknown]>([
  ['nothing has happened yet', {}, 'authorize', 'phone'],
  ['there is neither shop nor backend', { hasShop: false }, 'start', { tab: 'connect' }],
  ['a backend without a shop has called', { hasShop: false, requests: [refusedToken] }, 'code', 'phone'],
  ['a backend without a shop has a token', { hasShop: false, requests: [token] }, 'call', { tab: 'connect' }],
  ['no template is approved', { applications: [{ status: 'REJECTED' }] }, 'template', { tab: 'templates' }],
  [
    'the newest call’s signature is wrong',
    { requests: [wrongSignature] },
    'signature',
    { tab: 'requests', id: 'r1' },
  ],
  ['a wrong signature was corrected', { requests: [token, wrongSignature] }, 'answer', 'phone'],
  ['the code was refused', { requests: [refusedToken] }, 'authorize', 'phone'],
  ['one token was given: the panel is open', { requests: [token] }, 'answer', 'phone'],
  ['a second token was given, after the answer', { requests: [token, token] }, 'send', 'phone'],
  ['the super app’s panel registered it', { requests: [token], isRegistered: true }, 'send', 'phone'],
  ['a message came', { requests: [token], messageIds: ['m2', 'm1'] }, 'path', { tab: 'messages', id: 'm2' }],
])('when %s the next step is plain', (_when, change, step, place) => {
  expect(nextStep({ ...fresh, ...change })).toEqual({ step, place })
})

test('a call that a fault held back proves nothing', () => {
  expect(marksOf({ ...fresh, requests: [held] })).toMatchObject({ request: false, token: false })
})

test('a refusal for another reason still proves the signature', () => {
  expect(marksOf({ ...fresh, requests: [refusedToken] })).toMatchObject({ request: true, token: false })
})
