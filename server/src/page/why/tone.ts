import type { AnswerKind, AnswerView, StoryStep } from '../../contract/console.js'
import type { Tone } from '../controls/controls.js'

const tones: Partial<Record<AnswerKind, Tone>> = {
  SENT: 'good',
  BEING_SENT: 'good',
  IN_QUEUE: 'waiting',
  SCHEDULED: 'waiting',
  TRIED_AGAIN: 'waiting',
  WAITS_FOR_AUTHORIZATION: 'waiting',
  MAY_HAVE_ARRIVED: 'waiting',
  AUTHORIZATION_GONE: 'waiting',
  STOPPED: 'bad',
  NOT_CONFIGURED: 'bad',
  REFUSED: 'bad',
  EXPIRED: 'bad',
  EXPIRED_UNTRIED: 'bad',
  EXPIRED_UNAUTHORIZED: 'bad',
}

/** What the user, or the shop, wanted is no fault. */
export const toneOf = ({ kind }: Pick<AnswerView, 'kind'>): Tone => tones[kind] ?? 'plain'

export function toneOfStep({ kind, outcome }: StoryStep): Tone {
  if (kind === 'ATTEMPT')
    return outcome === 'SENT'
      ? 'good'
      : outcome === undefined
        ? 'plain'
        : outcome === 'NOT_SENT'
          ? 'waiting'
          : 'bad'
  if (kind === 'FINISHED') return outcome === 'PURGED' ? 'plain' : 'bad'
  return kind === 'AGREED' ? 'good' : kind === 'WITHDREW' || kind === 'REFUSED' ? 'waiting' : 'plain'
}
