import { owner } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

export const userInfosContract = (store: OpenedStore) =>
  describe('user information', () => {
    const sealed = (info: string) => ({ ...owner, info, receivedAt: 1_000 })

    test('newer replaces older, and each app has its own', async () => {
      await store().userInfos.put(sealed('k1.a'))
      await store().userInfos.put({ ...sealed('k1.b'), receivedAt: 2_000 })
      await store().userInfos.put({ ...sealed('k1.c'), appId: 'P2' })
      await store().userInfos.put({ ...sealed('k1.d'), subject: 'subject-2' })
      expect(await store().userInfos.ofSubjects([owner.subject])).toEqual([
        { ...sealed('k1.b'), receivedAt: 2_000 },
        { ...sealed('k1.c'), appId: 'P2' },
      ])
    })

    test('what is not under the current key is found, and sealed anew unless it came anew meanwhile', async () => {
      await store().userInfos.put(sealed('k1.a'))
      await store().userInfos.put({ ...sealed('k2.b'), subject: 'subject-2' })
      const [old] = await store().userInfos.notUnder('k2', { limit: 10 })
      expect(old).toEqual(sealed('k1.a'))
      await store().userInfos.put(sealed('k1.newer'))
      expect(await store().userInfos.reseal(old!, 'k2.a')).toBe(false)
      expect(await store().userInfos.reseal(sealed('k1.newer'), 'k2.newer')).toBe(true)
      expect(await store().userInfos.notUnder('k2', { limit: 10 })).toEqual([])
    })
  })
