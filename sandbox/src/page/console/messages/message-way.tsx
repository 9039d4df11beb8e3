import type { InboxMessage } from '../../../superapp/inbox.js'
import { useLanguageTag, useTexts } from '../../language-context.js'
import { useResource } from '../../live/use-resource.js'
import { clockTime } from '../clock-time.js'
import { hashOf } from '../tabs.js'
import { detailText, type PathStep } from './path-step.js'
import { SequencePicture } from './sequence-picture.js'

/** The way as a picture, and as a list that leads to the requests behind it. */
export function MessageWay({ message }: { message: InboxMessage }) {
  const text = useTexts().messages
  const language = useLanguageTag()
  const path = `/_sandbox/messages/${encodeURIComponent(message.messageId)}/path`
  const steps = useResource<{ steps: PathStep[] }>(path)?.steps ?? []
  if (steps.length === 0) return <p class="section__note">{text.noPath}</p>
  return (
    <>
      <SequencePicture steps={steps} />
      <details class="fold">
        <summary class="fold__summary">{text.asList}</summary>
        <ol class="rows">
          {steps.map((step) => (
            <li key={`${step.at} ${step.step}`} class="row">
              <span class="row__main">
                <span class="row__title">{text.steps[step.step]}</span>
                <span class="row__note">
                  {text.actors[step.from]} → {text.actors[step.to]}
                  {step.detail !== undefined && ` · ${detailText(step.detail, text.details)}`}
                </span>
              </span>
              <time class="row__time">{clockTime(new Date(step.at).toISOString(), language)}</time>
              {step.requestLogId !== undefined && (
                <a class="small-button" href={hashOf({ tab: 'requests', id: step.requestLogId })}>
                  {text.openRequest}
                </a>
              )}
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}
