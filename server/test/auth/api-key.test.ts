import { ApiKeys, newApiKey, readApiKeys } from '../../src/auth.js'

const bearer = (key: string) => `Bearer ${key}`

test('a new key works by its hash alone, within its scopes', () => {
  const { key, setting } = newApiKey(['read'])
  expect(setting).not.toContain(key)
  const keys = new ApiKeys(readApiKeys(setting))
  expect(() => keys.require(bearer(key), 'read')).not.toThrow()
  expect(() => keys.require(bearer(key), 'send')).toThrow('scope "send"')
})

test('a key in clear may send and read, and is not an administrator', () => {
  const keys = new ApiKeys(readApiKeys('x'.repeat(24)))
  expect(() => keys.require(bearer('x'.repeat(24)), 'send')).not.toThrow()
  expect(() => keys.require(bearer('x'.repeat(24)), 'admin')).toThrow('scope "admin"')
})

test('of several keys each has its scopes, and one that is taken out is refused', () => {
  const [sender, admin] = [newApiKey(['send']), newApiKey(['admin'])]
  const both = new ApiKeys(readApiKeys(`${sender.setting}, ${admin.setting}`))
  expect(() => both.require(bearer(admin.key), 'admin')).not.toThrow()
  expect(() => both.require(bearer(sender.key), 'admin')).toThrow('scope')
  const one = new ApiKeys(readApiKeys(sender.setting))
  expect(() => one.require(bearer(admin.key), 'admin')).toThrow('API_KEYS')
})

test('no key can be read out of what is kept', () => {
  const keys = readApiKeys('send:secret-key-of-24-characters')
  expect(JSON.stringify(keys) + keys[0]!.hash.toString('latin1')).not.toContain('secret-key')
})

test.each([
  ['all:xxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'scope'],
  ['send:short', '24 characters'],
  ['send:sha256=zz', '64 hex'],
  [',', 'at least one'],
])('%s is refused', (text, message) => {
  expect(() => readApiKeys(text)).toThrow(message)
})
