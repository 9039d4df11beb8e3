import { randomBytes } from 'node:crypto'
import { sessionLifeMs, SessionTokens } from '../../src/auth.js'
import { owner } from '../support/builders.js'

const key = randomBytes(32)
const sessions = new SessionTokens(key)
const { token, expiresAt } = sessions.mint(owner, 1_000)

test('a token says whose session it is, for 15 minutes', () => {
  expect(expiresAt).toBe(1_000 + sessionLifeMs)
  expect(sessions.read(token, expiresAt - 1)).toEqual({ ...owner, expiresAt })
  expect(sessions.read(token, expiresAt)).toBeUndefined()
})

test('two tokens of one user differ', () => {
  expect(sessions.mint(owner, 1_000).token).not.toBe(token)
})

test.each([
  ['empty', ''],
  ['without a signature', token.split('.')[0]!],
  ['with an empty signature', `${token.split('.')[0]!}.`],
  [
    'with another subject',
    `${Buffer.from(JSON.stringify({ aud: 'subscriptions', ...owner, subject: 'x', expiresAt })).toString('base64url')}.${token.split('.')[1]!}`,
  ],
  ['with one changed character', token.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
  ['with something after it', `${token}.x`],
  ['of another server', new SessionTokens(randomBytes(32)).mint(owner, 1_000).token],
])('a token %s is refused', (_case, forged) => {
  expect(sessions.read(forged, 1_000)).toBeUndefined()
})
