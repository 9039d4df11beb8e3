import type { PhoneSession } from '../../superapp/phone-routes.js'

export const tabs = [
  'overview',
  'templates',
  'users',
  'messages',
  'requests',
  'faults',
  'behaviour',
  'connect',
] as const

export type Tab = (typeof tabs)[number]

/** Where the console stands: a tab and, where one thing in it is open, its id. */
export interface Place {
  tab: Tab
  id?: string
}

/** Reads `#requests/12`; anything else is the Overview. */
export function placeOf(hash: string): Place {
  const [name, ...rest] = hash.replace(/^#/, '').split('/')
  const tab = tabs.find((one) => one === name) ?? 'overview'
  const id = decoded(rest.join('/'))
  return id === '' ? { tab } : { tab, id }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

export const hashOf = ({ tab, id }: Place): string =>
  id === undefined ? `#${tab}` : `#${tab}/${encodeURIComponent(id)}`

/** The tab that an arrow key, Home or End leads to; undefined for every other key. */
export function tabAfter(tab: Tab, key: string): Tab | undefined {
  const at = tabs.indexOf(tab)
  const next = {
    ArrowRight: (at + 1) % tabs.length,
    ArrowLeft: (at + tabs.length - 1) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }[key]
  return next === undefined ? undefined : tabs[next]
}

/** What every tab is given. */
export interface TabProps {
  session: PhoneSession
  /** The user who holds the phone. */
  userId: string
  userName: string
  /** The one thing that is open in the tab, e.g. a message. */
  id: string | undefined
  go: (place: Place) => void
  /** Brings the phone into view where it is hidden. */
  showPhone: () => void
}
