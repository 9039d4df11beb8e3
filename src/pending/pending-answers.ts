import { attempt } from '../attempt.js'
import { findTemplate } from '../by-template.js'
import type { Consent, TemplateAnswer } from '../contract.js'
import type { Host } from '../host.js'
import { field } from '../jsapi/call-jsapi.js'
import { randomId } from '../random-id.js'

/** An answer of the user that the backend has not been seen to have. Never holds a code or a token. */
export interface PendingAnswer {
  /** Whose answer to which backend: subject, app, site and address in one string. */
  place: string
  requestId: string
  answers: TemplateAnswer[]
  consent: Consent
  /** Milliseconds since 1970. */
  expiresAt: number
}

const KEY = 'mini-message:pending'
const LIFE_MS = 24 * 60 * 60 * 1000

/** All answers that wait, oldest first. */
export function pendingAnswers({ storage, clock }: Host): PendingAnswer[] {
  // Nothing there, or nothing of ours, is no list.
  const list = attempt(() => JSON.parse(storage.get(KEY) || '') as unknown)
  const isFresh = (one: unknown): boolean =>
    (field(one, 'expiresAt') as number) > clock.now() && Array.isArray(field(one, 'answers'))
  return Array.isArray(list) ? (list as PendingAnswer[]).filter(isFresh) : []
}

function save({ storage }: Host, list: PendingAnswer[]): void {
  // Full or forbidden: the answer is posted all the same.
  attempt(() => storage.set(KEY, list[0] && JSON.stringify(list)))
}

/**
 * Keeps an answer. Older ones of the same person for the same templates go; what else they held gets a new
 * requestId, since it is another request now.
 */
export function keepAnswer(host: Host, answer: Omit<PendingAnswer, 'expiresAt'>): void {
  const list = pendingAnswers(host).map((one) => {
    const answers = one.answers.filter(({ templateCode }) => !findTemplate(answer.answers, templateCode))
    const isTouched = one.place === answer.place && answers.length < one.answers.length
    return isTouched ? Object.assign(one, { answers, requestId: randomId() }) : one
  })
  list.push(Object.assign({ expiresAt: host.clock.now() + LIFE_MS }, answer))
  save(
    host,
    list.filter((one) => one.answers.length),
  )
}

/** The server has answered. */
export function removeAnswer(host: Host, requestId: string): void {
  save(
    host,
    pendingAnswers(host).filter((one) => one.requestId !== requestId),
  )
}
