import type { MessageTarget } from '../../console/message-target.js'
import type { PhoneSession } from '../../superapp/phone-session.js'

/** A mini program that the phone can open. */
export interface Program {
  kind: 'h5' | 'dsl'
  url: string
}

/** What the phone shows: one of the mini programs, or a page of the super app itself. */
export type Screen = Program['kind'] | 'inbox' | 'settings'

/** One opening of a mini program; a new number is a new visit. */
export interface Visit {
  number: number
  /** What the tapped message opens; undefined where no message led here. */
  target: MessageTarget | undefined
}

/** The mini programs of this sandbox, H5 first. */
export function programsOf({ h5Url, dslUrl }: PhoneSession): Program[] {
  return [
    ...(h5Url === null ? [] : [{ kind: 'h5' as const, url: h5Url }]),
    ...(dslUrl === null ? [] : [{ kind: 'dsl' as const, url: dslUrl }]),
  ]
}

/** The mini programs, or the H5 one's place that says how to give one; then the super app's own pages. */
export function screensOf(session: PhoneSession): Screen[] {
  const kinds = programsOf(session).map(({ kind }) => kind)
  return [...(kinds.length > 0 ? kinds : (['h5'] as const)), 'inbox', 'settings']
}

export const isProgram = (screen: Screen): screen is Program['kind'] => screen === 'h5' || screen === 'dsl'
