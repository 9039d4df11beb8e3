import { resultCodes as sandboxCodes } from '../../../sandbox/src/gateway/result-codes.js'
import { resultCodes } from '../../src/platform/outcomes.js'

test('the server and the sandbox know the same codes', () => {
  expect(Object.keys(resultCodes).sort()).toEqual(Object.keys(sandboxCodes).sort())
})

test.each(Object.entries(sandboxCodes))('%s has the same status in both', (code, { status }) => {
  expect(resultCodes[code]?.status).toBe(status)
})
