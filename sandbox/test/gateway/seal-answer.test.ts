import { call, signedRequest, send } from '../support/merchant.js'
import { authCode, exchange } from '../support/shop.js'
import { testSandbox } from '../support/test-sandbox.js'

const path = '/v2/authorizations/applyToken'

// `call` and `send` check HTTP 200 and the platform's signature over the answer's bytes.
test.each([
  ['S', (code: string) => exchange(code)],
  ['F', () => exchange('NOSUCHCODE')],
])('every answer is signed over its own bytes, a refusal too: %s', async (status, bodyOf) => {
  const { app, sandbox } = testSandbox()
  const { result } = await call(app, path, bodyOf(authCode(sandbox)))
  expect(result.resultStatus).toBe(status)
})

test('the answer to a forged request is signed as well, over the path that was asked', async () => {
  const { app } = testSandbox()
  const request = signedRequest(path, '{}')
  const answer = await send(app, { ...request, uri: `${request.uri}?forged=1` })
  expect(answer.result.resultCode).toBe('SIGNATURE_INVALID')
})
