import { Refusal } from '../../controls/refusal.js'
import { Section } from '../../controls/section.js'
import { useAction } from '../../controls/use-action.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { sendJson } from '../../server/ask.js'
import { advances, offsetText } from './advances.js'
import { useSandboxTime } from './use-sandbox-time.js'

const path = '/_sandbox/clock'

/** The sandbox's own time, and steps forward that let codes and tokens expire. */
export function ClockControl() {
  const text = useTexts().faults
  const language = useLanguageTag()
  const offsetMs = useResource<{ offsetMs: number }>(path)?.offsetMs ?? 0
  const now = useSandboxTime(offsetMs)
  const { refusal, run } = useAction()
  const move = (to: number): void => run(() => sendJson(path, { offsetMs: to }))
  return (
    <Section title={text.clock} hint={text.clockHint}>
      <p class="clock">
        <span class="clock__label">{text.now}</span>
        <time class="clock__time" dateTime={new Date(now).toISOString()}>
          {new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(now)}
        </time>
        <span class="clock__label">
          {offsetMs > 0 ? text.ahead(offsetText(offsetMs, language)) : text.real}
        </span>
      </p>
      <div class="button-row">
        {advances.map(({ name, ms }) => (
          <button key={name} class="button button--stacked" type="button" onClick={() => move(offsetMs + ms)}>
            {text.advance[name]}
            <small>{text.advanceHints[name]}</small>
          </button>
        ))}
        {offsetMs !== 0 && (
          <button class="button" type="button" onClick={() => move(0)}>
            {text.backToNow}
          </button>
        )}
      </div>
      <Refusal text={refusal} />
    </Section>
  )
}
