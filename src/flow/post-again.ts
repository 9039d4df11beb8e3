import { exchange, type BackendError, type Exchange } from '../backend/exchange'
import { pendingAnswers, removeAnswer } from '../pending/pending-answers'
import type { FlowContext } from './context'
import { pause } from './within'

const FIRST_PAUSE_MS = 5000
// Pauses double: the last try starts after about ten minutes, and a session lives for fifteen.
const LAST_PAUSE_MS = 320_000

/**
 * Posts a kept answer again, as it was, while this page's session lives. Asks nobody for anything: what
 * needs a new code or session waits for the next open.
 */
export function postAgain<T>(
  { host, request, memory }: Pick<FlowContext, 'host' | 'request' | 'memory'>,
  requestId: string,
  post: Exchange<T>,
  pauseMs = FIRST_PAUSE_MS,
): void {
  const life = memory.mounted
  const code = post.body?.authCode
  void pause(host.clock, life, pauseMs).then(() => {
    // Gone if another tab has posted it, or a newer answer has replaced it.
    if (!pendingAnswers(host).some((one) => one.requestId === requestId)) return
    exchange({ host, request, life }, post).then(
      () => removeAnswer(host, requestId),
      (error: unknown) => {
        // A code that was refused is no longer in the body.
        const mayGoOn = (error as BackendError).keep === 'ALL' && post.body?.authCode === code
        if (mayGoOn && pauseMs < LAST_PAUSE_MS) {
          postAgain({ host, request, memory }, requestId, post, pauseMs * 2)
        }
      },
    )
  })
}
