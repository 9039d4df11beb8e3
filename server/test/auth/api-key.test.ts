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

describe('a key may have limits:', () => {
  const now = Date.parse('2026-11-20T04:00:00Z')
  const limits = { name: 'rice-shop', apps: ['P1', 'P2'], expiresAt: now + 1_000 }

  test('name, apps and expiry are read as they are written', () => {
    const { setting } = newApiKey(['send', 'read'], limits)
    expect(readApiKeys(setting)).toEqual([{ hash: expect.any(Buffer), scopes: ['send', 'read'], ...limits }])
  })

  test('it tells whose it is and which apps it is for', () => {
    const { key, setting } = newApiKey(['send'], limits)
    const caller = new ApiKeys(readApiKeys(setting)).require(bearer(key), 'send', now)
    expect(caller).toEqual({ name: 'rice-shop', apps: new Set(['P1', 'P2']) })
  })

  test('one without apps is for all of them', () => {
    expect(new ApiKeys(['x'.repeat(24)]).require(bearer('x'.repeat(24)), 'send')).toEqual({ apps: 'ALL' })
  })

  test('from its expiry on it is refused, and told since when', () => {
    const { key, setting } = newApiKey(['send'], limits)
    const keys = new ApiKeys(readApiKeys(setting))
    expect(() => keys.require(bearer(key), 'send', now + 999)).not.toThrow()
    expect(() => keys.require(bearer(key), 'send', now + 1_000)).toThrow(
      'expired at 2026-11-20T04:00:01.000Z',
    )
  })

  test('a day begins in UTC', () => {
    const [key] = readApiKeys(`send;expiresAt=2027-01-31:sha256=${'a'.repeat(64)}`)
    expect(key?.expiresAt).toBe(Date.parse('2027-01-31T00:00:00Z'))
  })

  test('keys may stand one a line, as in a file', () => {
    const [one, two] = [newApiKey(['send'], { name: 'one' }), newApiKey(['read'], { name: 'two' })]
    expect(readApiKeys(`${one.setting}\n${two.setting}\n`).map(({ name }) => name)).toEqual(['one', 'two'])
  })

  const hash = `:sha256=${'a'.repeat(64)}`
  test.each([
    [`send;app=P1${hash}`, '"app" is none of them'],
    [`send;apps=${hash}`, 'appIds as in APPS_FILE'],
    [`send;name=my shop${hash}`, "a key's name"],
    [`send;expiresAt=soon${hash}`, 'expiresAt must be like'],
    [`send;expiresAt=2027-13-31${hash}`, 'expiresAt must be like'],
    [`send;name=a;name=b${hash}`, 'twice'],
    [`send;name=a${hash},read;name=a${hash}`, 'two keys "a"'],
    [`;name=a${hash}`, 'unknown scope'],
  ])('%s is refused', (text, message) => {
    expect(() => readApiKeys(text)).toThrow(message)
  })
})

test.each([
  ['all:xxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'scope'],
  ['send:short', '24 characters'],
  ['send:sha256=zz', '64 hex'],
  [',', 'at least one'],
])('%s is refused', (text, message) => {
  expect(() => readApiKeys(text)).toThrow(message)
})
