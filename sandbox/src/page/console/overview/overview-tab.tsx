import type { Application } from '../../../console/template.js'
import type { Checklist } from '../../../control/mini-program-routes.js'
import type { Subscription } from '../../../control/user-routes.js'
import type { LoggedRequest } from '../../../gateway/request-log.js'
import type { InboxMessage } from '../../../superapp/inbox.js'
import { TickIcon } from '../../controls/icons.js'
import { Refusal, useAction } from '../../controls/use-action.js'
import { Section } from '../../controls/section.js'
import { Switch } from '../../controls/field.js'
import type { LiveInbox } from '../../inbox/live-inbox.js'
import { type OpenMessage, MessageList } from '../../inbox/message-list.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { useFound, useResource } from '../../live/use-resource.js'
import { programsOf } from '../../phone/screens.js'
import { sendJson } from '../../server/ask.js'
import type { TabProps } from '../tab-props.js'
import type { Place } from '../tabs.js'
import { type LoopState, type Mark, marksOf, nextStep } from './next-step.js'

/** Where a newcomer starts: the next step, how far the loop has come, the chosen user's inbox. */
export function OverviewTab(props: TabProps & { inbox: LiveInbox; openMessage: OpenMessage }) {
  const { session, go, showPhone, inbox, userName } = props
  const text = useTexts()
  const language = useLanguageTag()
  const state = useLoopState(programsOf(session).length > 0)
  if (!state) return <p class="notice">{text.console.loading}</p>
  return (
    <>
      <NextStepCard state={state} go={go} showPhone={showPhone} />
      <LoopMarks state={state} />
      <Section title={text.inboxOf(userName)}>
        <MessageList inbox={inbox} language={language} open={props.openMessage} />
      </Section>
      <GoingLive appId={session.miniProgram.appId} />
    </>
  )
}

/** The loop as it stands, live; undefined until everything was loaded. */
export function useLoopState(hasShop: boolean): LoopState | undefined {
  const templates = useResource<{ templates: Application[] }>('/_sandbox/templates')
  const inbox = useResource<{ messages: InboxMessage[] }>('/_sandbox/inbox?limit=1')
  // Once a message came, it proves all that older calls could.
  const calls = inbox && inbox.messages.length > 0 ? 1 : 200
  const log = useFound<{ requests: LoggedRequest[] }>(`/_sandbox/requests?limit=${calls}`)
  const rows = useResource<{ subscriptions: Subscription[] }>('/_sandbox/subscriptions')
  if (!templates || !log || !inbox || !rows) return undefined
  return {
    hasShop,
    applications: templates.templates,
    requests: log.requests,
    isRegistered: rows.subscriptions.some(({ registration }) => registration === 'SUBSCRIBED'),
    messageIds: inbox.messages.map(({ messageId }) => messageId),
  }
}

/** The one thing to do now, with the button that leads there. */
export function NextStepCard(props: { state: LoopState; go: (place: Place) => void; showPhone: () => void }) {
  const text = useTexts().overview
  const { step, place } = nextStep(props.state)
  const words = text.steps[step]
  return (
    <section class="next-step" aria-labelledby="next-step-title" aria-live="polite">
      <p class="next-step__label">{text.nextStep}</p>
      <h2 id="next-step-title" class="next-step__title">
        {words.title}
      </h2>
      <p class="next-step__text">{words.text}</p>
      <button
        class={`button button--main ${place === 'phone' ? 'next-step__phone' : ''}`}
        type="button"
        onClick={() => (place === 'phone' ? props.showPhone() : props.go(place))}
      >
        {words.action}
      </button>
    </section>
  )
}

const order: readonly Mark[] = ['shop', 'template', 'request', 'token', 'message']

/** Which parts of the loop have worked, in their order. */
export function LoopMarks({ state }: { state: LoopState }) {
  const text = useTexts().overview
  const marks = marksOf(state)
  return (
    <Section title={text.loop}>
      <ol class="marks">
        {order.map((mark) => (
          <li key={mark} class={`marks__item ${marks[mark] ? 'marks__item--done' : ''}`}>
            <span class="marks__sign" aria-hidden="true">
              {marks[mark] && <TickIcon />}
            </span>
            {text.marks[mark]}
            <span class="unseen">: {marks[mark] ? text.done : text.open}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** What the real platform asks for before it answers; each can be taken away to see what happens then. */
export function GoingLive({ appId }: { appId: string }) {
  const text = useTexts().overview
  const path = `/_sandbox/mini-programs/${encodeURIComponent(appId)}`
  const checklist = useResource<Checklist>(`${path}/checklist`)
  const { refusal, run } = useAction()
  // A template is approved in the Template Library: that is not a switch.
  const switches = checklist?.items.filter(({ id }) => id in text.switches) ?? []
  return (
    <Section title={text.goingLive} hint={text.goingLiveHint}>
      <ul class="checks">
        {switches.map(({ id, isDone }) => (
          <li key={id}>
            <Switch
              label={text.switches[id]?.title ?? id}
              hint={text.switches[id]?.whenMissing}
              isOn={isDone}
              change={(isOn) => run(() => sendJson(path, { switches: { [id]: isOn } }, 'PATCH'))}
            />
          </li>
        ))}
      </ul>
      <Refusal text={refusal} />
    </Section>
  )
}
