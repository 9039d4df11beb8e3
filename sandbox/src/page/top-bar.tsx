import { translated } from '../console/choose-language.js'
import type { PhoneSession } from '../superapp/phone-routes.js'
import { ChoiceGroup } from './controls/field.js'
import { ConsoleIcon, PhoneIcon } from './controls/icons.js'
import { UnreadBadge } from './controls/buttons.js'
import { type Language, texts } from './texts.js'

const languageChoices = [
  { value: 'en', label: 'EN', name: 'English', lang: 'en' },
  { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
] as const

/** Whether the phone is shown, who holds it, and in which language the page speaks. */
export function TopBar(props: {
  users: PhoneSession['users']
  userId: string
  language: Language
  chooseUser: (userId: string) => void
  chooseLanguage: (language: Language) => void
  isFolded: boolean
  unread: number
  fold: (isFolded: boolean) => void
}) {
  const { language } = props
  const text = texts[language]
  const users = props.users.map((user) => {
    const name = translated(user.name, language)
    return {
      value: user.userId,
      name: `${name}, ${text.reads} ${user.language}`,
      label: (
        <>
          {name}
          <span class="choice__tag">{user.language}</span>
        </>
      ),
    }
  })
  return (
    <header class="top-bar">
      <h1 class="top-bar__brand">
        mini-message <span class="top-bar__part">{text.sandbox}</span>
      </h1>
      <button
        class="top-bar__fold small-button"
        type="button"
        aria-pressed={!props.isFolded}
        onClick={() => props.fold(!props.isFolded)}
      >
        <PhoneIcon />
        {text.phone}
        {props.isFolded && <UnreadBadge unread={props.unread} />}
      </button>
      <ChoiceGroup legend={text.user} choices={users} chosen={props.userId} choose={props.chooseUser} />
      <ChoiceGroup
        legend={text.language}
        choices={languageChoices}
        chosen={language}
        choose={props.chooseLanguage}
      />
    </header>
  )
}

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
        <UnreadBadge unread={props.unread} />
      </button>
      <button {...tab('console')}>
        <ConsoleIcon />
        {text.console.name}
      </button>
    </nav>
  )
}
