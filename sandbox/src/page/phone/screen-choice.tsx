import type { PhoneSession } from '../../superapp/phone-routes.js'
import { ChoiceGroup } from '../controls/field.js'
import { UnreadBadge } from '../controls/buttons.js'
import { useTexts } from '../language-context.js'
import { screensOf, type Screen } from './screens.js'

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
