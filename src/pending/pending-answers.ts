import type { Consent, TemplateAnswer } from '../contract'
import type { KeyValueStorage } from '../host'
import { field } from '../jsapi/call-jsapi'

/** An answer of the user that the backend has not been seen to have. Never holds a code or a token. */
export interface PendingAnswer {
  requestId: string
  backendUrl: string
  appId: string
  customerBelongsTo: string
  /** Whose answer it is. */
  subject: string
  answers: TemplateAnswer[]
  consent: Consent
  /** Milliseconds since 1970. */
  expiresAt: number
}

const KEY = 'mini-message:pending-answers'
export const PENDING_LIFE_MS = 24 * 60 * 60 * 1000

function load(storage: KeyValueStorage, now: number): PendingAnswer[] {
  try {
    const list = JSON.parse(storage.get(KEY) ?? '[]') as unknown
    return Array.isArray(list)
      ? (list as PendingAnswer[]).filter((one) => Number(field(one, 'expiresAt')) > now)
      : []
  } catch {
    return []
  }
}

function save(storage: KeyValueStorage, list: PendingAnswer[]): void {
  if (list.length > 0) storage.set(KEY, JSON.stringify(list))
  else storage.remove(KEY)
}

const isSamePlace = (one: PendingAnswer, other: Place): boolean =>
  one.subject === other.subject &&
  one.appId === other.appId &&
  one.customerBelongsTo === other.customerBelongsTo &&
  one.backendUrl === other.backendUrl

export type Place = Pick<PendingAnswer, 'subject' | 'appId' | 'customerBelongsTo' | 'backendUrl'>

/** This person's answers that wait for this backend, oldest first. */
export function pendingAnswers(storage: KeyValueStorage, place: Place, now: number): PendingAnswer[] {
  return load(storage, now).filter((one) => isSamePlace(one, place))
}

/**
 * Keeps an answer. Older answers for the same templates go; what else they held gets a new requestId,
 * since it is another request now.
 */
export function keepAnswer(
  storage: KeyValueStorage,
  answer: PendingAnswer,
  now: number,
  randomId: () => string,
): void {
  const isAnswered = (code: string): boolean => answer.answers.some((one) => one.templateCode === code)
  const others = load(storage, now)
    .filter((one) => one.requestId !== answer.requestId)
    .map((one) => {
      const answers = one.answers.filter(({ templateCode }) => !isAnswered(templateCode))
      if (!isSamePlace(one, answer) || answers.length === one.answers.length) return one
      return { ...one, answers, requestId: randomId() }
    })
  save(storage, [...others.filter(({ answers }) => answers.length > 0), answer])
}

/** The server has answered. */
export function removeAnswer(storage: KeyValueStorage, requestId: string, now: number): void {
  save(
    storage,
    load(storage, now).filter((one) => one.requestId !== requestId),
  )
}

export function isKept(storage: KeyValueStorage, requestId: string, now: number): boolean {
  return load(storage, now).some((one) => one.requestId === requestId)
}
