import { useState } from 'preact/hooks'
import type { StoryAnswer, StoryStep } from '../../contract/console.js'
import { BackLink, ConfirmButton, Facts, Refusal, Section, useAction } from '../controls/controls.js'
import { durationText, useTexts, useTimes } from '../language.js'
import { hashOf } from '../place.js'
import { useNames, useSession } from '../session.js'
import { useAnswer } from '../use-answer.js'
import { toneOfStep } from './tone.js'
import { Verdict } from './verdict.js'

const lookAgainMs = 10_000

/** One message: the answer, all that happened as one story, and what can be done. */
export function Story(props: { appId: string; requestId: string; hasOthers: boolean }) {
  const text = useTexts()
  const message = encodeURIComponent(props.requestId)
  const app = `appId=${encodeURIComponent(props.appId)}`
  const {
    answer: story,
    refusal,
    reload,
  } = useAnswer<StoryAnswer>(`/v1/messages/${message}/story?${app}`, lookAgainMs)
  if (!story) return refusal === undefined ? <p class="notice">{text.loading}</p> : <Refusal text={refusal} />
  return (
    <article class="story">
      {props.hasOthers && <BackLink label={text.why.back} href={hashOf({ view: 'why' })} />}
      <Verdict answer={story.answer} />
      <Refusal text={refusal} />
      <Actions story={story} path={`/v1/console/messages/${message}`} query={app} done={reload} />
      <div class="story__columns">
        <Timeline steps={story.steps} />
        <div class="story__side">
          <StoryFacts story={story} />
          <Content story={story} />
        </div>
      </div>
    </article>
  )
}

function Actions(props: { story: StoryAnswer; path: string; query: string; done: () => void }) {
  const text = useTexts().why
  const { ask } = useSession()
  const { refusal, run } = useAction()
  const [said, setSaid] = useState<string | undefined>()
  const { requestId, may } = props.story
  const act = (action: 'resend' | 'cancel', whenDone: string): void =>
    run(async () => {
      setSaid(undefined)
      await ask(`${props.path}/${action}?${props.query}`, undefined, 'POST')
      setSaid(whenDone)
      props.done()
    })
  return (
    <>
      {(may.resend || may.cancel) && (
        <div class="button-row">
          {may.resend && (
            <ConfirmButton
              label={text.resend}
              question={text.resendQuestion(requestId)}
              isMain
              run={() => act('resend', text.queuedAgain)}
            />
          )}
          {may.cancel && (
            <ConfirmButton
              label={text.cancel}
              question={text.cancelQuestion(requestId)}
              isDangerous
              run={() => act('cancel', text.cancelled)}
            />
          )}
        </div>
      )}
      <p class="said" role="status">
        {said}
      </p>
      <Refusal text={refusal} />
    </>
  )
}

function Timeline({ steps }: { steps: readonly StoryStep[] }) {
  const text = useTexts().why
  const now = Date.now()
  const past = steps.filter(({ at }) => Date.parse(at) <= now)
  const ahead = steps.filter(({ at }) => Date.parse(at) > now)
  return (
    <Section title={text.story}>
      <ol class="timeline">
        {past.map((step, index) => (
          <Step key={`${index} ${step.at}`} step={step} />
        ))}
      </ol>
      {ahead.length > 0 && (
        <>
          <h3 class="timeline__ahead">{text.ahead}</h3>
          <ol class="timeline timeline--ahead">
            {ahead.map((step) => (
              <Step key={`${step.kind} ${step.at}`} step={step} />
            ))}
          </ol>
        </>
      )}
    </Section>
  )
}

function Step({ step }: { step: StoryStep }) {
  const text = useTexts()
  const times = useTimes()
  const { kind, at, number, outcome, code, detail, latencyMs, origin, isInForce, by } = step
  const result = outcome === undefined ? text.running : text.outcomes[outcome as keyof typeof text.outcomes]
  const name = kind === 'ATTEMPT' ? text.attemptNumber(number ?? 1) : text.steps[kind]
  const title = kind === 'ATTEMPT' || kind === 'FINISHED' ? `${name}${text.colon}${result}` : name
  const notes = [
    code,
    origin && text.origins[origin],
    isInForce === false ? text.lateDecision : undefined,
    by,
    latencyMs === undefined ? undefined : text.took(durationText(latencyMs)),
  ].filter((one) => one !== undefined)
  return (
    <li class={`timeline__step timeline__step--${toneOfStep(step)}`}>
      <span class="timeline__title">{title}</span>
      <time class="timeline__time" dateTime={at}>
        {times.full(at)}
      </time>
      {notes.length > 0 && <span class="timeline__note">{notes.join(' · ')}</span>}
      {detail !== undefined && (
        <span class="timeline__detail" lang="en">
          {detail}
        </span>
      )}
    </li>
  )
}

function StoryFacts({ story }: { story: StoryAnswer }) {
  const text = useTexts()
  const times = useTimes()
  const names = useNames()
  const { appId, authorization, expiresAt, messageId, reference, requestId, status, outcome, templateCode } =
    story
  const moment = (iso: string) => times.moment(Date.parse(iso))
  const { why } = text
  return (
    <Section title={why.facts}>
      <Facts
        facts={[
          [why.reference, reference],
          [why.requestId, <code>{requestId}</code>],
          [why.status, outcome ? text.outcomes[outcome] : text.statuses[status]],
          [
            why.template,
            <>
              {names.template(appId, templateCode)}
              <small class="facts__small">{templateCode}</small>
            </>,
          ],
          [
            why.app,
            <>
              {names.app(appId)}
              <small class="facts__small">{appId}</small>
            </>,
          ],
          [why.site, story.customerBelongsTo],
          [why.messageId, messageId === undefined ? undefined : <code>{messageId}</code>],
          [why.expires, status === 'FINISHED' ? undefined : moment(expiresAt)],
          [
            why.authorization,
            authorization.isAlive && authorization.until !== undefined
              ? why.authorized(moment(authorization.until))
              : why.unauthorized,
          ],
        ]}
      />
    </Section>
  )
}

/** Personal data: the server gives it to administrators only. */
function Content({ story }: { story: StoryAnswer }) {
  const text = useTexts().why
  const { templates } = story
  if (!templates) return <p class="section__note">{text.contentHidden}</p>
  return (
    <Section title={text.content}>
      {templates.length === 0 && <p class="section__note">{text.contentGone}</p>}
      {templates.map(({ language, templateParameters }) => (
        <div key={language} class="content">
          <p class="content__language">{language}</p>
          <Facts facts={Object.entries(templateParameters)} />
        </div>
      ))}
    </Section>
  )
}
