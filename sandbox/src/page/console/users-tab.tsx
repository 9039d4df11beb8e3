import { translated } from '../../console/choose-language.js'
import type { Settings } from '../../state/settings.js'
import type { PhoneSession } from '../../superapp/phone-routes.js'
import { ChoiceGroup } from '../controls/field.js'
import { Empty, Pill, type Tone, Section } from '../controls/section.js'
import { Refusal, useAction } from '../controls/buttons.js'
import { useLanguageTag, useTexts } from '../language.js'
import { useResource } from '../live.js'
import { sendJson } from '../ask.js'
import { type UserSubscription, register, useSubscriptions } from '../use-subscriptions.js'
import type { TabProps } from './tabs.js'

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

type Status = 'SUBSCRIBED' | 'WITHDRAWN' | 'MERCHANT' | 'NONE'

const tones: Readonly<Record<Status, Tone>> = {
  SUBSCRIBED: 'good',
  WITHDRAWN: 'bad',
  MERCHANT: 'plain',
  NONE: 'bad',
}

/** Where the super app knows nothing, the merchant's record counts, or nothing does. */
const statusOf = ({ registration, receives }: UserSubscription): Status =>
  registration ?? (receives ? 'MERCHANT' : 'NONE')

/** One user's subscriptions, each with the button that withdraws it or takes the withdrawal back. */
function SubscriptionRows({ userId, userName }: { userId: string; userName: string }) {
  const text = useTexts().users
  const subscriptions = useSubscriptions(userId)
  const { refusal, run } = useAction()
  if (subscriptions?.length === 0) return <Empty title={text.noTemplates} hint={text.noTemplatesHint} />
  return (
    <>
      <ul class="rows">
        {subscriptions?.map((subscription) => {
          const { templateCode, name } = subscription
          const status = statusOf(subscription)
          const isWithdrawn = status === 'WITHDRAWN'
          const label = isWithdrawn ? text.restore : text.withdraw
          return (
            <li key={templateCode} class="row">
              <span class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__note">{templateCode}</span>
              </span>
              <Pill tone={tones[status]}>{text.registration[status]}</Pill>
              <button
                class="small-button"
                type="button"
                aria-label={`${label}: ${userName}, ${name}`}
                onClick={() => run(() => register(subscription, isWithdrawn ? null : 'WITHDRAWN'))}
              >
                {label}
              </button>
            </li>
          )
        })}
      </ul>
      <Refusal text={refusal} />
    </>
  )
}

const path = '/_sandbox/settings'

/** Whose record of subscriptions the gateway goes by: which the real platform does is not known. */
function SourceChoice() {
  const text = useTexts().users
  const settings = useResource<Settings>(path)
  const { refusal, run } = useAction()
  const choices = (['merchant', 'official-panel'] as const).map((value) => ({
    value,
    label: text.sources[value],
  }))
  return (
    <Section title={text.source} hint={text.sourceHint}>
      {settings && (
        <ChoiceGroup
          legend={text.source}
          choices={choices}
          chosen={settings.subscriptionSource}
          choose={(subscriptionSource) => run(() => sendJson(path, { subscriptionSource }))}
        />
      )}
      <Refusal text={refusal} />
    </Section>
  )
}
