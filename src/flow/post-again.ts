import { exchange, type BackendError, type Exchange } from '../backend/exchange.js'
import type { SubscriptionsBody } from '../backend/request-bodies.js'
import type { Subscription } from '../contract.js'
import { pendingAnswers, removeAnswer } from '../pending/pending-answers.js'
import type { FlowContext } from './context.js'
import { hasAgree } from './has-agree.js'

export type Post = Exchange<Subscription[], SubscriptionsBody> & { body: SubscriptionsBody }

const FIRST_PAUSE_MS = 5000
// Pauses double: the last try starts after about ten minutes, and a session lives for fifteen.
const LAST_PAUSE_MS = 320_000

/**
 * Posts a kept answer again, as it was, while this page's session lives. Asks nobody for anything: what
 * needs a new code or session waits for the next open.
 */
export function postAgain(
  { host, request, memory }: Pick<FlowContext, 'host' | 'request' | 'memory'>,
  post: Post,
  pauseMs = FIRST_PAUSE_MS,
): void {
  const { requestId, answers, authCode } = post.body
  // A code that was refused is no longer in the body.
  if ((hasAgree(answers) && !authCode) || pauseMs > LAST_PAUSE_MS) return
  const life = memory.mounted
  void life.pause(pauseMs).then(() => {
    // Gone if another tab has posted it, or a newer answer has replaced it.
    if (!pendingAnswers(host).some((one) => one.requestId === requestId)) return
    exchange({ host, request, life }, post).then(
      () => removeAnswer(host, requestId),
      (error: unknown) => {
        if ((error as BackendError).isKept) postAgain({ host, request, memory }, post, pauseMs * 2)
      },
    )
  })
}
