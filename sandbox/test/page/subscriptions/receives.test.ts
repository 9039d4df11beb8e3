import { receives } from '../../../src/page/use-subscriptions.js'

test.each([
  [null, 'merchant', true],
  ['SUBSCRIBED', 'merchant', true],
  ['WITHDRAWN', 'merchant', false],
  [null, 'official-panel', false],
  ['SUBSCRIBED', 'official-panel', true],
  ['WITHDRAWN', 'official-panel', false],
] as const)('registered %s, source %s: messages get through = %s', (registration, source, through) => {
  expect(receives(registration, source)).toBe(through)
})
