import { findRequests, outcomeOf } from '../../../src/page/console/requests/find-requests.js'
import { prettyJson } from '../../../src/page/console/requests/pretty-json.js'
import type { LoggedRequest } from '../../../src/page/server/shapes.js'

const request = (more: Partial<LoggedRequest>): LoggedRequest => ({
  requestLogId: '1',
  at: '2026-11-20T12:00:00.000Z',
  method: 'POST',
  path: '/api/open/v2/miniprogram/message/send',
  clientId: 'SANDBOX_1',
  requestTime: '2026-11-20T12:00:00+00:00',
  resultStatus: 'S',
  resultCode: 'SUCCESS',
  resultMessage: 'success',
  body: '{"requestId":"order-7"}',
  answer: '{"messageId":"m1"}',
  durationMs: 1,
  faults: [],
  ...more,
})

const good = request({})
const bad = request({ resultStatus: 'F', resultCode: 'TEMPLATE_NOT_EXIST', body: '{"requestId":"order-8"}' })
const cut = request({
  resultStatus: null,
  resultCode: null,
  resultMessage: null,
  answer: null,
  faults: ['cut'],
})
const all = [good, bad, cut]

test.each([
  ['', 'all', all],
  ['ORDER-8', 'all', [bad]],
  ['send template', 'all', [bad]],
  ['cut', 'all', [cut]],
  ['nowhere', 'all', []],
  ['', 'refused', [bad, cut]],
  ['order-7', 'refused', [cut]],
] as const)('a search for %p among %s finds what holds every word', (search, only, found) => {
  expect(findRequests(all, search, only)).toEqual(found)
})

test('how a call ended is told in four words', () => {
  const unknown = request({ resultStatus: 'U' })
  expect([good, bad, unknown, cut].map(outcomeOf)).toEqual(['accepted', 'refused', 'unknown', 'noAnswer'])
})

test('a body that is no JSON is shown as it is', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}')
  expect(prettyJson('<12 bytes that are not JSON>')).toBe('<12 bytes that are not JSON>')
})
