import { Empty } from '../../controls/empty.js'
import { Pill, type Tone } from '../../controls/pill.js'
import { Refusal } from '../../controls/refusal.js'
import { useAction } from '../../controls/use-action.js'
import { useTexts } from '../../language-context.js'
import { register, useSubscriptions } from '../../subscriptions/use-subscriptions.js'

const tones: Readonly<Record<'SUBSCRIBED' | 'WITHDRAWN' | 'NONE', Tone>> = {
  SUBSCRIBED: 'good',
  WITHDRAWN: 'bad',
  NONE: 'plain',
}

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
          const { templateCode, name, registration } = subscription
          const isWithdrawn = registration === 'WITHDRAWN'
          const label = isWithdrawn ? text.restore : text.withdraw
          return (
            <li key={templateCode} class="row">
              <span class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__note">{templateCode}</span>
              </span>
              <Pill tone={tones[registration ?? 'NONE']}>{text.registration[registration ?? 'NONE']}</Pill>
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
