import { useEffect, useRef, useState } from 'preact/hooks'
import type { ConsoleFound } from '../../contract/console.js'
import { sentenceOf } from '../../console/sentence.js'
import { Pill, Refusal, SearchIcon, Section, useAction } from '../controls/controls.js'
import { useLanguageTag, useTexts, useTimes } from '../language.js'
import { hashOf, type Place } from '../place.js'
import { useNames, useSession } from '../session.js'
import { Story } from './story.js'
import { toneOf } from './tone.js'
import { Verdict } from './verdict.js'

/** One field, and one sentence that answers. What was found stays while a message is open, and is there again after it. */
export function WhyView({ message }: { message: Place['message'] }) {
  const text = useTexts()
  const { ask } = useSession()
  const [field, setField] = useState('')
  const [found, setFound] = useState<{ text: string; answer: ConsoleFound } | undefined>()
  const { isRunning, refusal, run } = useAction()
  const input = useRef<HTMLInputElement>(null)
  // Whoever opens this view wants to ask; whoever opens a message wants to read.
  const isAsked = useRef(message === undefined)
  useEffect(() => {
    if (isAsked.current) input.current?.focus()
  }, [])
  const search = (event: Event): void => {
    event.preventDefault()
    const asked = field.trim()
    if (asked === '') return
    run(async () => {
      const answer = await ask<ConsoleFound>('/v1/console/search', { text: asked })
      setFound({ text: asked, answer })
      // One message and nothing else: its story is what was asked for.
      const [only, ...others] = answer.messages
      location.hash = hashOf(only && others.length === 0 ? { view: 'why', message: only } : { view: 'why' })
    })
  }
  return (
    <>
      <form class="search" role="search" onSubmit={search}>
        <h1 class="page__title">{text.why.title}</h1>
        <label class="unseen" for="search">
          {text.why.field}
        </label>
        <div class="search__line">
          <span class="search__field">
            <SearchIcon />
            <input
              ref={input}
              id="search"
              class="search__input"
              type="search"
              autocomplete="off"
              spellcheck={false}
              maxLength={64}
              placeholder={text.why.field}
              aria-describedby="search-hint"
              value={field}
              onInput={(event) => setField(event.currentTarget.value)}
            />
          </span>
          <button class="button button--main" type="submit" disabled={isRunning}>
            {text.why.find}
          </button>
        </div>
        <p id="search-hint" class="search__hint">
          {text.why.hint}
        </p>
        <Refusal text={refusal} />
      </form>
      {message ? (
        <Story
          key={`${message.appId} ${message.requestId}`}
          {...message}
          hasOthers={hasOthers(found?.answer)}
        />
      ) : (
        found && <Found key={found.text} text={found.text} found={found.answer} />
      )}
    </>
  )
}

const hasOthers = (found: ConsoleFound | undefined): boolean =>
  found !== undefined && found.messages.length + found.consents.length > 1

/** What a search found: the answer for the newest on top, and below it all. */
function Found({ text: asked, found }: { text: string; found: ConsoleFound }) {
  const text = useTexts()
  const { messages, consents } = found
  const first = messages[0] ?? consents[0]
  if (!first) return <Verdict title={text.why.nothing(asked)} note={text.why.nothingHint} />
  return (
    <>
      <Verdict answer={first.answer} />
      {messages.length > 0 && (
        <Section title={text.why.found}>
          <ul class="rows">
            {messages.map((message) => (
              <FoundMessage key={`${message.appId} ${message.requestId}`} message={message} />
            ))}
          </ul>
        </Section>
      )}
      {consents.length > 0 && (
        <Section title={text.why.consents}>
          <ul class="rows">
            {consents.map((consent) => (
              <FoundConsent
                key={`${consent.appId} ${consent.customerBelongsTo} ${consent.templateCode}`}
                consent={consent}
              />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function FoundMessage({ message }: { message: ConsoleFound['messages'][number] }) {
  const text = useTexts()
  const language = useLanguageTag()
  const times = useTimes()
  const names = useNames()
  const { appId, requestId, reference, templateCode, status, outcome, createdAt, answer } = message
  return (
    <li>
      <a class="row" href={hashOf({ view: 'why', message: { appId, requestId } })}>
        <span class="row__main">
          <span class="row__title">{sentenceOf(answer, language, { now: Date.now() })}</span>
          <span class="row__note">
            {reference !== undefined && `${text.why.reference} ${reference} · `}
            {requestId} · {names.template(appId, templateCode)}
            {names.hasSeveralApps && ` · ${names.app(appId)}`}
          </span>
        </span>
        <time class="row__time" dateTime={createdAt}>
          {times.moment(Date.parse(createdAt))}
        </time>
        <Pill tone={toneOf(answer)}>{outcome ? text.outcomes[outcome] : text.statuses[status]}</Pill>
      </a>
    </li>
  )
}

function FoundConsent({ consent }: { consent: ConsoleFound['consents'][number] }) {
  const text = useTexts().why
  const language = useLanguageTag()
  const times = useTimes()
  const names = useNames()
  const { appId, customerBelongsTo, templateCode, type, decidedAt, needs } = consent
  const decided = type === null ? text.undecided : type === 'AGREE' ? text.agreed : text.rejected
  return (
    <li class="row">
      <span class="row__main">
        <span class="row__title" lang={language}>
          {names.template(appId, templateCode)}
        </span>
        <span class="row__note">
          {customerBelongsTo}
          {names.hasSeveralApps && ` · ${names.app(appId)}`} · {text.needs[needs]}
        </span>
      </span>
      {decidedAt !== undefined && (
        <time class="row__time" dateTime={decidedAt}>
          {times.moment(Date.parse(decidedAt))}
        </time>
      )}
      <Pill tone={type === 'AGREE' ? (needs === 'NOTHING' ? 'good' : 'waiting') : 'plain'}>{decided}</Pill>
    </li>
  )
}
