import type { PhoneSession } from '../superapp/phone-routes.js'
import type { Language } from './texts.js'

const primary = (tag: string): string | undefined => tag.split('-')[0]?.toLowerCase()

/** Who holds the phone until somebody is chosen: the first who reads the page's language, else the first. */
export const firstUser = (
  users: PhoneSession['users'],
  language: Language,
): PhoneSession['users'][number] | undefined =>
  users.find((user) => primary(user.language) === primary(language)) ?? users[0]
