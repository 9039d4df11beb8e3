import { type BackendCaller, isBackendError } from './backend.js'
import { newRequestId, postSubscriptions, type Submission } from './backend-api.js'
import { type AuthCode, findTemplate, hasAgree } from './contract.js'
import type { Host } from './host.js'
import { field } from './jsapi.js'

/** An answer of the user that the backend has not been seen to have. Never holds a code or a token. */
export interface PendingAnswer extends Submission {
  /** Whose answer to which backend: address, app, site and subject in one string. */
  owner: string
  consent: NonNullable<Submission['consent']>
  /** Milliseconds since 1970. */
  expiresAt: number
}

const KEY = 'mini-message:pending'
const LIFE_MS = 24 * 60 * 60 * 1000

/** All answers that wait, oldest first. */
export function pendingAnswers({ storage, clock }: Host): PendingAnswer[] {
  let list: unknown
  try {
    list = JSON.parse(storage.get(KEY) ?? '[]')
  } catch {
    // Storage that can't be read, or something that is not ours, holds no answers.
  }
  if (!Array.isArray(list)) return []
  return (list as PendingAnswer[]).filter(
    (one) => (field(one, 'expiresAt') as number) > clock.now() && Array.isArray(field(one, 'answers')),
  )
}

function save({ storage }: Host, list: PendingAnswer[]): void {
  try {
    storage.set(KEY, list.length > 0 ? JSON.stringify(list) : undefined)
  } catch {
    // Full or forbidden: the answer is posted all the same.
  }
}

/**
 * Keeps an answer. Older ones of the same person for the same templates go; what else they held gets a new
 * requestId, since it is another request now.
 */
export function keepAnswer(host: Host, answer: Omit<PendingAnswer, 'expiresAt'>): void {
  const older = pendingAnswers(host).map((one) => {
    const answers = one.answers.filter(({ templateCode }) => !findTemplate(answer.answers, templateCode))
    const isTouched = one.owner === answer.owner && answers.length < one.answers.length
    return isTouched ? { ...one, answers, requestId: newRequestId() } : one
  })
  const kept = { expiresAt: host.clock.now() + LIFE_MS, ...answer }
  save(
    host,
    [...older, kept].filter(({ answers }) => answers.length > 0),
  )
}

/** The server has answered. */
export function removeAnswer(host: Host, requestId: string): void {
  save(
    host,
    pendingAnswers(host).filter((one) => one.requestId !== requestId),
  )
}

const FIRST_PAUSE_MS = 5000
// Pauses double: the last try starts after about ten minutes, and a session lives for fifteen.
const LAST_PAUSE_MS = 320_000

/**
 * Posts a kept answer again, as it was, while the caller's life goes on. Asks nobody for anything: what needs a
 * new code or session waits for the next open.
 */
export async function postAgain(
  caller: BackendCaller,
  session: { sessionToken: string },
  submission: Submission,
  authCode: AuthCode<'MESSAGE'> | undefined,
): Promise<void> {
  const { host, lifetime } = caller
  const { requestId, answers } = submission
  let unspent = authCode
  for (let pauseMs = FIRST_PAUSE_MS; pauseMs <= LAST_PAUSE_MS; pauseMs *= 2) {
    if (hasAgree(answers) && !unspent) return
    try {
      await lifetime.pause(pauseMs)
      // Gone if another tab has posted it, or a newer answer has replaced it.
      if (!pendingAnswers(host).some((one) => one.requestId === requestId)) return
      await postSubscriptions(caller, session, submission, () => unspent)
      removeAnswer(host, requestId)
      return
    } catch (error) {
      if (!isBackendError(error) || !error.isWorthKeeping) return
      if (error.isCodeSpent) unspent = undefined
    }
  }
}
