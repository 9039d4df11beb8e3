import { owner, storedToken } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

export const tokensContract = (store: OpenedStore) =>
  describe('tokens', () => {
    test('a new one replaces the old one and has a higher version', async () => {
      await store().tokens.put(owner, storedToken())
      await store().tokens.put(owner, storedToken({ accessToken: 'other' }))
      expect(await store().tokens.find(owner)).toEqual({
        ...storedToken({ accessToken: 'other' }),
        version: 2,
      })
    })

    test('one refresh is in flight for a user, until its lease ends', async () => {
      await store().tokens.put(owner, storedToken())
      const claim = (now: number) => store().tokens.claimRefresh(owner, 1, now, now + 100)
      expect(await Promise.all([claim(1), claim(1), claim(1)])).toEqual([true, false, false])
      expect(await claim(50)).toBe(false)
      expect(await claim(101)).toBe(true)
    })

    test('what was refreshed meanwhile is neither expired nor deleted by who saw the old version', async () => {
      await store().tokens.put(owner, storedToken())
      await store().tokens.put(owner, storedToken())
      expect(await store().tokens.expire(owner, 1)).toBe(false)
      expect(await store().tokens.deleteVersion(owner, 1)).toBe(false)
      expect(await store().tokens.find(owner)).toMatchObject({ accessTokenExpiresAt: 10_000 })
      expect(await store().tokens.expire(owner, 2)).toBe(true)
      expect(await store().tokens.find(owner)).toMatchObject({ accessTokenExpiresAt: 0 })
      expect(await store().tokens.deleteVersion(owner, 2)).toBe(true)
      expect(await store().tokens.find(owner)).toBeUndefined()
    })
  })

export const authCodesContract = (store: OpenedStore) =>
  test('an auth code is claimed by exactly one of many', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => store().authCodes.claim('hash', 1)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await store().authCodes.claim('another', 1)).toBe(true)
  })
