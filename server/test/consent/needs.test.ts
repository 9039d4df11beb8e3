import { needsOf } from '../../src/consent/authorize.js'
import { storedToken } from '../support/builders.js'

const agreed = { type: 'AGREE', credits: 0 } as const
const token = storedToken({ accessTokenExpiresAt: 100, refreshTokenExpiresAt: 200 })

test.each([
  ['never asked', { type: null, credits: 0 }, 'LONG_TERM', token, 'CONSENT'],
  ['rejected', { type: 'REJECT', credits: 0 }, 'LONG_TERM', token, 'CONSENT'],
  ['agreed, token lives', agreed, 'LONG_TERM', token, 'NOTHING'],
  ['agreed, no token', agreed, 'LONG_TERM', undefined, 'AUTHORIZATION'],
  ['agreed once, credit left', { type: 'AGREE', credits: 1 }, 'ONE_TIME', token, 'NOTHING'],
  ['agreed once, credit spent', agreed, 'ONE_TIME', token, 'CONSENT'],
] as const)('%s', (_case, subscription, kind, given, needs) => {
  expect(needsOf(subscription, kind, given, 50)).toBe(needs)
})

test('a token that can still be refreshed is enough, one that can’t needs the user', () => {
  expect(needsOf(agreed, 'LONG_TERM', token, 150)).toBe('NOTHING')
  expect(needsOf(agreed, 'LONG_TERM', token, 200)).toBe('AUTHORIZATION')
})
