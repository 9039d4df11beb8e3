import { ConsoleIcon, PhoneIcon } from './controls/icons.js'
import { texts, type Language } from './texts.js'

export type View = 'phone' | 'console'

/** On narrow screens: which of the two is seen. */
export function ViewTabs(props: {
  view: View
  unread: number
  language: Language
  choose: (view: View) => void
}) {
  const text = texts[props.language]
  const tab = (view: View) => ({
    class: 'view-tabs__tab',
    type: 'button' as const,
    'aria-current': props.view === view ? ('page' as const) : undefined,
    onClick: () => props.choose(view),
  })
  return (
    <nav class="view-tabs" aria-label={text.view}>
      <button {...tab('phone')}>
        <PhoneIcon />
        {text.phone}
        {props.unread > 0 && (
          <span class="badge">
            <span aria-hidden="true">{props.unread}</span>
            <span class="unseen">{text.unread(props.unread)}</span>
          </span>
        )}
      </button>
      <button {...tab('console')}>
        <ConsoleIcon />
        {text.console.name}
      </button>
    </nav>
  )
}
