import { advances, offsetText, faultSpecOf, newFault } from '../../../src/page/console/fault-draft.js'

test('the proposed fault loses the answer of the next message, once', () => {
  expect(faultSpecOf(newFault)).toEqual({
    effect: 'answer-lost',
    endpoint: '/v2/miniprogram/message/send',
    count: 1,
  })
})

test.each([
  [{ count: '' }, { effect: 'answer-lost', endpoint: newFault.endpoint }],
  [{ count: 'many' }, { effect: 'answer-lost', endpoint: newFault.endpoint }],
  [
    { endpoint: '', count: '2', percent: '50' },
    { effect: 'answer-lost', count: 2, rate: 0.5 },
  ],
  [
    { effect: 'delay', delayMs: '1500' },
    { effect: 'delay', endpoint: newFault.endpoint, count: 1, delayMs: 1500 },
  ],
] as const)('a form changed by %p sends no figure that was not given', (change, spec) => {
  expect(faultSpecOf({ ...newFault, ...change })).toEqual(spec)
})

test('each step of the clock lets a thing of the default settings expire', () => {
  const minute = 60_000
  const lifetimes = [10 * minute, 24 * 60 * minute, 30 * 24 * 60 * minute]
  advances.forEach(({ ms }, index) => expect(ms).toBeGreaterThanOrEqual(lifetimes[index]!))
})

test.each([
  [11 * 60_000, 'en', '11 minutes'],
  [25 * 3_600_000, 'en', '1 day 1 hour'],
  [31 * 86_400_000 + 60_000, 'en', '31 days 1 minute'],
  [2 * 86_400_000, 'zh-CN', '2天'],
])('an offset of %d ms reads in %s: %s', (ms, language, text) => {
  expect(offsetText(ms, language)).toBe(text)
})
