import { ApiError } from '../contract/errors.js'
import type { DeadLetterResend, DeadLettersResent } from '../contract/messages.js'
import type { Services } from '../services.js'
import type { SearchCursor } from '../store/store.js'
import { requeueIfAgreed } from './messages.js'
import { filterOf } from './search.js'

const resentAtOnce = 100

/**
 * Queues all dead letters anew that the filter finds, some at a time; with `dryRun` only counts them. One that may not be
 * sent again, as its user has withdrawn, stays where it is. @throws ApiError INVALID_REQUEST
 */
export async function resendDeadLetters(
  services: Pick<Services, 'store' | 'apps' | 'subjectKey' | 'clock'>,
  { dryRun = false, ...asked }: DeadLetterResend,
): Promise<DeadLettersResent> {
  if (!Object.keys(asked).some((name) => name !== 'appId'))
    throw new ApiError(
      'INVALID_REQUEST',
      'name what to send again, e.g. a code with from and to: all dead letters of an app are not sent at once',
    )
  const filter = await filterOf(services, { ...asked, isDead: true })
  const { store, clock } = services
  const found = filter ? await store.messages.countDead(filter) : 0
  const refused: Record<string, number> = {}
  let queued = 0
  let before: SearchCursor | undefined
  while (filter && !dryRun) {
    const page = await store.messages.search(filter, { limit: resentAtOnce, ...(before && { before }) })
    before = page.at(-1)
    if (!before) break
    const ends = await store.transaction(async (tx) => {
      // First the subscriptions, as everywhere: whoever locks a message before its subscription can be locked out.
      await tx.subscriptions.findAllForUpdate([...new Set(page.map((one) => one.subscriptionId))])
      const now = await tx.now(clock)
      const codes: (string | undefined)[] = []
      for (const letter of page) codes.push(await whyNot(requeueIfAgreed(services, tx, letter, now)))
      return codes
    })
    for (const code of ends) {
      if (code === undefined) queued += 1
      else refused[code] = (refused[code] ?? 0) + 1
    }
  }
  return { found, queued, refused }
}

async function whyNot(resent: Promise<void>): Promise<string | undefined> {
  try {
    await resent
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error.code
    throw error
  }
}
