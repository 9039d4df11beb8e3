import { Pill, type Tone } from '../../controls/pill.js'
import { useTexts } from '../../language-context.js'
import type { LoggedRequest } from '../../server/shapes.js'
import { outcomeOf, type Outcome } from './find-requests.js'

const tones: Readonly<Record<Outcome, Tone>> = {
  accepted: 'good',
  refused: 'bad',
  unknown: 'waiting',
  noAnswer: 'waiting',
}

export function OutcomePill({ request }: { request: LoggedRequest }) {
  const text = useTexts().requests
  const outcome = outcomeOf(request)
  return <Pill tone={tones[outcome]}>{text[outcome]}</Pill>
}
