import type { Application } from '../../console/template.js'
import type { Checklist } from '../../control/mini-program-routes.js'
import type { Subscription } from '../../control/user-routes.js'
import type { LoggedRequest } from '../../gateway/request-log.js'
import type { InboxMessage } from '../../superapp/inbox.js'
import { TickIcon } from '../controls/icons.js'
import { Refusal, useAction } from '../controls/buttons.js'
import { Section } from '../controls/section.js'
import { Switch } from '../controls/field.js'
import type { LiveInbox } from '../inbox/use-inbox.js'
import { type OpenMessage, MessageList } from '../inbox/message-list.js'
import { useLanguageTag, useTexts } from '../language.js'
import { useFound, useResource } from '../live.js'
import { programsOf } from '../phone/screen-choice.js'
import { sendJson } from '../ask.js'
import type { TabProps, Place } from './tabs.js'

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
function useLoopState(hasShop: boolean): LoopState | undefined {
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
function NextStepCard(props: { state: LoopState; go: (place: Place) => void; showPhone: () => void }) {
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
function LoopMarks({ state }: { state: LoopState }) {
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
function GoingLive({ appId }: { appId: string }) {
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

/** What the sandbox knows of the loop; all of it from what really happened. */
export interface LoopState {
  hasShop: boolean
  /** Status of each application for a template. */
  applications: readonly { status: string }[]
  /** Gateway calls, newest first. */
  requests: readonly {
    requestLogId: string
    path: string
    resultStatus: string | null
    resultCode: string | null
  }[]
  /** Whether a user subscribed in the super app's own panel. */
  isRegistered: boolean
  /** Messages of all users. */
  messageIds: readonly string[]
}

type Mark = 'shop' | 'template' | 'request' | 'token' | 'message'
type Step = 'start' | 'template' | 'signature' | 'authorize' | 'answer' | 'code' | 'send' | 'call' | 'path'

/** Codes that mean the signature was looked at and did not do. */
const signatureCodes = ['SIGNATURE_INVALID', 'INVALID_SIGNATURE', 'KEY_NOT_FOUND', 'CLIENT_INVALID']

const isTokenCall = (path: string): boolean => /\/authorizations\/applyToken/.test(path)

/** Which parts of the loop have been seen to work. */
export function marksOf(state: LoopState): Record<Mark, boolean> {
  const succeeded = state.requests.filter(({ resultStatus }) => resultStatus === 'S')
  const message = state.messageIds.length > 0
  return {
    shop: state.hasShop,
    template: state.applications.some(({ status }) => status === 'APPROVED'),
    // The call itself may be older than the log that was read.
    request:
      message ||
      state.requests.some(({ resultCode }) => resultCode !== null && !signatureCodes.includes(resultCode)),
    token: message || succeeded.some(({ path }) => isTokenCall(path)),
    message,
  }
}

/**
 * Whether the user's AGREE is known: the backend then gets a second code and token, for sending (step 3 of
 * Message sending), or the super app's own panel registered it. After the first exchange the panel is only open.
 */
function hasAnswered({ requests, isRegistered }: LoopState): boolean {
  const exchanges = requests.filter(({ path, resultStatus }) => resultStatus === 'S' && isTokenCall(path))
  return isRegistered || exchanges.length > 1
}

/** The one thing to do next, and where. */
export function nextStep(state: LoopState): { step: Step; place: Place | 'phone' } {
  const marks = marksOf(state)
  const [latest] = state.requests
  if (latest?.resultCode != null && signatureCodes.includes(latest.resultCode)) {
    return { step: 'signature', place: { tab: 'requests', id: latest.requestLogId } }
  }
  if (!marks.template) return { step: 'template', place: { tab: 'templates' } }
  if (marks.message) {
    const [id] = state.messageIds
    return { step: 'path', place: id === undefined ? { tab: 'messages' } : { tab: 'messages', id } }
  }
  if (!marks.shop && !marks.request) return { step: 'start', place: { tab: 'connect' } }
  // Without a shop there is nobody to tap: the backend goes on alone.
  if (!marks.token) return { step: marks.shop ? 'authorize' : 'code', place: 'phone' }
  if (!marks.shop) return { step: 'call', place: { tab: 'connect' } }
  return { step: hasAnswered(state) ? 'send' : 'answer', place: 'phone' }
}
