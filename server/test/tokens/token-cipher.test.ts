import { randomBytes } from 'node:crypto'
import { TokenCipher } from '../../src/tokens/stored-tokens.js'

const [oldKey, newKey] = [
  { id: '2025', key: randomBytes(32) },
  { id: '2026', key: randomBytes(32) },
]
const cipher = new TokenCipher([oldKey])
const sealed = cipher.encrypt('secret token', 'subject-1')

test('what was encrypted opens again and shows nothing of itself', () => {
  expect(cipher.decrypt(sealed, 'subject-1')).toBe('secret token')
  expect(sealed).toMatch(/^2025\.[\w-]+$/)
  expect(Buffer.from(sealed.slice(5), 'base64url').toString('latin1')).not.toContain('secret')
})

test('the same text is never encrypted to the same', () => {
  expect(cipher.encrypt('secret token', 'subject-1')).not.toBe(sealed)
})

test('an old key opens while a new one encrypts', () => {
  const rotated = new TokenCipher([newKey, oldKey])
  expect(rotated.decrypt(sealed, 'subject-1')).toBe('secret token')
  expect(rotated.encrypt('x', 'c')).toMatch(/^2026\./)
})

test.each([
  ['in another row', sealed, 'subject-2'],
  ['changed', sealed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')), 'subject-1'],
  ['cut off', sealed.slice(0, 12), 'subject-1'],
])('a text %s does not open', (_case, text, context) => {
  expect(() => cipher.decrypt(text, context)).toThrow(/doesn't open with encryption key "2025"/)
})

test('a key that is gone is named', () => {
  expect(() => new TokenCipher([newKey]).decrypt(sealed, 'subject-1')).toThrow(
    /"2025": add it to ENCRYPTION_KEYS/,
  )
})
