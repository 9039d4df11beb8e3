import { Refusal, useAction } from '../controls/buttons.js'
import { Switch } from '../controls/field.js'
import { useTexts } from '../language.js'
import { register, useSubscriptions } from '../use-subscriptions.js'

/** The super app's settings: the user turns a mini program's messages off, which the platform then obeys. */
export function SettingsPage({ userId, name }: { userId: string; name: string }) {
  const text = useTexts().settings
  const subscriptions = useSubscriptions(userId)
  const { refusal, run } = useAction()
  return (
    <div class="phone__home">
      <h3 class="phone__heading">{text.messages}</h3>
      {subscriptions?.length === 0 && <p class="section__note">{text.none}</p>}
      <ul class="phone__list">
        {subscriptions?.map((subscription) => (
          <li key={subscription.templateCode}>
            <Switch
              label={subscription.name}
              hint={text.from(name)}
              isOn={subscription.receives}
              change={(isOn) => run(() => register(subscription, isOn ? 'SUBSCRIBED' : 'WITHDRAWN'))}
            />
          </li>
        ))}
      </ul>
      <Refusal text={refusal} />
      <p class="section__hint">{text.hint}</p>
    </div>
  )
}
