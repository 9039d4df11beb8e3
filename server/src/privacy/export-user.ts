import { subjectOf } from '../consent/subject.js'
import type { Services } from '../services.js'
import type { KeptAboutSubject } from '../store/upkeep-store.js'
import type { Person } from './erase-user.js'

export type Exported = { subject: string } & KeptAboutSubject

/** All that is kept about a person, in one JSON document; of tokens only that there are some, and until when. */
export async function exportUser(
  { store, subjectKey }: Pick<Services, 'store' | 'subjectKey'>,
  { customerBelongsTo, userId }: Person,
): Promise<Exported> {
  const subject = subjectOf(subjectKey, customerBelongsTo, userId)
  return { subject, ...(await store.upkeep.keptAbout(subject)) }
}
