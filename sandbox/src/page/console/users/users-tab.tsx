import type { PhoneSession } from '../../../superapp/phone-session.js'
import { translated } from '../../../console/choose-language.js'
import { Pill } from '../../controls/pill.js'
import { Section } from '../../controls/section.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import type { TabProps } from '../tab-props.js'
import { SourceChoice } from './source-choice.js'
import { SubscriptionRows } from './subscription-rows.js'

/** Every user with what the super app knows of his subscriptions. */
export function UsersTab({ session, userId }: TabProps) {
  const text = useTexts().users
  return (
    <>
      <Section title={text.title} hint={text.hint}>
        {session.users.map((user) => (
          <UserCard key={user.userId} user={user} isHolder={user.userId === userId} />
        ))}
      </Section>
      <SourceChoice />
    </>
  )
}

function UserCard({ user, isHolder }: { user: PhoneSession['users'][number]; isHolder: boolean }) {
  const text = useTexts().users
  const name = translated(user.name, useLanguageTag())
  return (
    <article class="card" aria-label={name}>
      <header class="card__head">
        <h3 class="card__title">{name}</h3>
        {isHolder && <Pill tone="plain">{text.holdsPhone}</Pill>}
        <span class="card__note">
          {text.reads} {user.language} · <code>{user.userId}</code>
        </span>
      </header>
      <SubscriptionRows userId={user.userId} userName={name} />
    </article>
  )
}
