import { translated } from '../console/choose-language.js'
import type { PhoneSession } from '../superapp/phone-session.js'
import { ChoiceGroup } from './controls/choice-group.js'
import { texts, type Language } from './texts.js'

const languageChoices = [
  { value: 'en', label: 'EN', name: 'English', lang: 'en' },
  { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
] as const

/** Who holds the phone, and in which language the page speaks. */
export function TopBar(props: {
  users: PhoneSession['users']
  userId: string
  language: Language
  chooseUser: (userId: string) => void
  chooseLanguage: (language: Language) => void
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
