import { owner, storedToken } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

export const tokensContract = (store: OpenedStore) =>
  describe('tokens', () => {
    const put = async (changed = {}) => {
      await store().tokens.put(owner, storedToken(changed))
      return (await store().tokens.find(owner))!.version
    }

    test('a new one replaces the old one and has another version', async () => {
      const first = await put()
      const version = await put({ accessToken: 'other' })
      expect(version).not.toBe(first)
      expect(await store().tokens.find(owner)).toEqual({ ...storedToken({ accessToken: 'other' }), version })
    })

    test('one refresh is in flight for a user, until its lease ends', async () => {
      const version = await put()
      const claim = (now: number) =>
        store().tokens.claimRefresh(owner, version, { holder: `at-${now}`, now, until: now + 100 })
      const claims = await Promise.all([claim(1), claim(1), claim(1)])
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await claim(50)).toBe(false)
      expect(await claim(101)).toBe(true)
    })

    test('a refresh whose lease another one took over neither ends that lease nor deletes the token', async () => {
      const version = await put()
      const claim = (holder: string, now: number) =>
        store().tokens.claimRefresh(owner, version, { holder, now, until: now + 100 })
      expect([await claim('first', 1), await claim('second', 101)]).toEqual([true, true])
      await store().tokens.releaseRefresh(owner, version, 'first')
      expect(await claim('third', 150)).toBe(false)
      expect(await store().tokens.deleteVersion(owner, version, { now: 2, holder: 'first' })).toBe(false)
      await store().tokens.releaseRefresh(owner, version, 'second')
      expect(await claim('third', 150)).toBe(true)
      expect(await store().tokens.deleteVersion(owner, version, { now: 2, holder: 'third' })).toBe(true)
    })

    test('what changed meanwhile is left alone by who saw the old version', async () => {
      const old = await put()
      await store().tokens.delete(owner)
      const version = await put()
      expect(await store().tokens.expire(owner, old)).toBe(false)
      expect(await store().tokens.replaceVersion(owner, old, storedToken({ accessToken: 'late' }))).toBe(
        false,
      )
      expect(await store().tokens.deleteVersion(owner, old, { now: 2 })).toBe(false)
      expect(await store().tokens.find(owner)).toEqual({ ...storedToken(), version })
    })

    test('who saw the newest version expires, replaces and deletes it', async () => {
      const version = await put()
      expect(await store().tokens.expire(owner, version)).toBe(true)
      expect(await store().tokens.find(owner)).toMatchObject({ accessTokenExpiresAt: 0 })
      expect(await store().tokens.replaceVersion(owner, version, storedToken())).toBe(true)
      const newest = (await store().tokens.find(owner))!.version
      expect(await store().tokens.deleteVersion(owner, newest, { now: 2 })).toBe(true)
      expect(await store().tokens.find(owner)).toBeUndefined()
    })
  })

export const authCodesContract = (store: OpenedStore) =>
  test('an auth code is claimed by exactly one of many', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => store().authCodes.claim('hash', 1)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await store().authCodes.claim('another', 1)).toBe(true)
  })
