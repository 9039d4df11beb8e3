import { subjectOf } from '../consent/subject.js'
import type { Services } from '../services.js'
import type { KeptAboutSubject } from '../store/upkeep-store.js'
import type { Person } from './erase-user.js'
import { openKept, type KeptUserInfo } from './user-info-of.js'

export type Exported = { subject: string; userInfo: KeptUserInfo[] } & Omit<KeptAboutSubject, 'userInfos'>

/** All that is kept about a person, in one JSON document; of tokens only that there are some, and until when. */
export async function exportUser(
  { store, subjectKey, cipher }: Pick<Services, 'store' | 'subjectKey' | 'cipher'>,
  { customerBelongsTo, userId }: Person,
): Promise<Exported> {
  const subject = subjectOf(subjectKey, customerBelongsTo, userId)
  const { userInfos, ...kept } = await store.upkeep.keptAbout(subject)
  return { subject, ...kept, userInfo: userInfos.map((one) => openKept(cipher, one)) }
}
