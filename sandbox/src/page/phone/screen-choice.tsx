import type { MessageTarget } from '../../console/message-target.js'
import type { PhoneSession } from '../../superapp/phone-routes.js'
import { ChoiceGroup } from '../controls/field.js'
import { UnreadBadge } from '../controls/buttons.js'
import { useTexts } from '../language.js'

/** A mini program that the phone can open. */
export interface Program {
  kind: 'h5' | 'dsl' | 'own'
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

const program = (kind: Program['kind'], url: string | null): Program[] =>
  url === null ? [] : [{ kind, url }]

/** The mini programs of this sandbox, H5 first. */
export const programsOf = ({ h5Url, dslUrl, ownUrl }: PhoneSession): Program[] => [
  ...program('h5', h5Url),
  ...program('dsl', dslUrl),
  ...program('own', ownUrl),
]

/** The shops, the place of a program of one's own, which says how to give one; then the super app's pages. */
export function screensOf(session: PhoneSession): Screen[] {
  const shops = programsOf(session).map(({ kind }) => kind)
  return [...shops.filter((kind) => kind !== 'own'), 'own', 'inbox', 'settings']
}

/** The screen on which a message opens: the program that is shown, else the first there is. */
export function programScreen(session: PhoneSession, shown: Screen): Program['kind'] {
  const kinds = programsOf(session).map(({ kind }) => kind)
  return kinds.find((kind) => kind === shown) ?? kinds[0] ?? 'own'
}

export const isProgram = (screen: Screen): screen is Program['kind'] =>
  screen !== 'inbox' && screen !== 'settings'

/** What the phone shows, chosen without knowing the super app's own ways. */
export function ScreenChoice(props: {
  session: PhoneSession
  screen: Screen
  unread: number
  choose: (screen: Screen) => void
}) {
  const text = useTexts()
  const { unread } = props
  const choices = screensOf(props.session).map((value) => {
    const label = text.screens[value]
    if (value !== 'inbox' || unread === 0) return { value, label }
    return {
      value,
      name: `${label}, ${text.unread(unread)}`,
      label: (
        <>
          {label}
          <UnreadBadge unread={unread} />
        </>
      ),
    }
  })
  return (
    <div class="screen-choice">
      <ChoiceGroup legend={text.onThePhone} choices={choices} chosen={props.screen} choose={props.choose} />
    </div>
  )
}
