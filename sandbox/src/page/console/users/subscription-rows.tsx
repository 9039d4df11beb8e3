import { Empty } from '../../controls/empty.js'
import { Pill, type Tone } from '../../controls/pill.js'
import { Refusal } from '../../controls/refusal.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { register, useSubscriptions, type UserSubscription } from '../../subscriptions/use-subscriptions.js'

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
export function SubscriptionRows({ userId, userName }: { userId: string; userName: string }) {
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
