import { exchange, isBackendError, type Exchange } from '../backend/exchange'
import { isKept, removeAnswer } from '../pending/pending-answers'
import type { FlowContext } from './context'
import { within } from './within'

const FIRST_PAUSE_MS = 5000
// Pauses double: the last try starts after about ten minutes, and a session lives for fifteen.
const LAST_PAUSE_MS = 320_000

/**
 * Posts a kept answer again, as it was, while this page's session lives. Asks nobody for anything: what
 * needs a new code or session waits for the next open.
 */
export function postAgain<T>(
  { host, request, memory }: FlowContext,
  requestId: string,
  post: Exchange<T>,
  pauseMs = FIRST_PAUSE_MS,
): void {
  const { backendUrl, headers, timeoutMs } = request
  const { clock, storage } = host
  void within(clock, memory.mounted, pauseMs, () => new Promise<never>(() => undefined)).then(() => {
    // Answered by another tab, or replaced by a newer answer.
    if (!isKept(storage, requestId, clock.now())) return
    exchange({ host, backendUrl, headers }, memory.mounted, timeoutMs, post).then(
      () => removeAnswer(storage, requestId, clock.now()),
      (error: unknown) => {
        const isWorthIt = isBackendError(error) && error.keep === 'EVERY_ANSWER' && pauseMs < LAST_PAUSE_MS
        if (isWorthIt) postAgain({ host, request, memory } as FlowContext, requestId, post, pauseMs * 2)
      },
    )
  })
}
