import type { PhoneSession } from '../../superapp/phone-routes.js'
import type { Place } from './tabs.js'

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
