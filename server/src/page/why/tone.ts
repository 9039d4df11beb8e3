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
  PAUSED: 'bad',
  REFUSED: 'bad',
  EXPIRED: 'bad',
  EXPIRED_UNTRIED: 'bad',
  EXPIRED_UNAUTHORIZED: 'bad',
}

/** What the user, or the shop, wanted is no fault. */
export const toneOf = ({ kind }: Pick<AnswerView, 'kind'>): Tone => tones[kind] ?? 'plain'

const attempts: Readonly<Record<string, Tone>> = {
  SENT: 'good',
  REJECTED: 'bad',
  UNKNOWN: 'waiting',
  NOT_SENT: 'waiting',
}

export function toneOfStep({ kind, outcome }: StoryStep): Tone {
  if (kind === 'ATTEMPT') return attempts[outcome ?? ''] ?? 'plain'
  if (kind === 'FINISHED') return outcome === 'PURGED' ? 'plain' : outcome === 'UNKNOWN' ? 'waiting' : 'bad'
  return kind === 'AGREED' ? 'good' : kind === 'WITHDREW' || kind === 'REFUSED' ? 'waiting' : 'plain'
}
