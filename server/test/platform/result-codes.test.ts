import { describeCode, resultCodes } from '../../src/platform/outcomes.js'

test.each(Object.entries(resultCodes))('%s has a remedy', (_code, { remedy }) => {
  expect(remedy).toMatch(/\.$/)
})

test.each([
  ['INVALID_CODE', 'INVALID_AUTHCODE'],
  ['USED_CODE', 'USED_AUTHCODE'],
  ['EXPIRED_CODE', 'EXPIRED_AUTHCODE'],
  ['INVALID_SIGNATURE', 'SIGNATURE_INVALID'],
])('the v1 spelling %s means %s', (v1, v2) => {
  expect(describeCode(v1)).toEqual(describeCode(v2))
})

test.each(['NO_SUCH_CODE', 'constructor', '__proto__'])('the unknown code %s is never retried', (code) => {
  expect(describeCode(code)).toMatchObject({
    retryable: false,
    remedy: expect.stringContaining('no document'),
  })
})
