import { exchange, isBackendError } from '../backend/exchange'
import { readSubscriptions } from '../backend/read-answers'
import type { SubscriptionsBody } from '../backend/request-bodies'
import type { Consent, Subscription, TemplateAnswer } from '../contract'
import { fail, failure, flowError, toFailure } from '../errors'
import { getMessageCode } from '../jsapi/get-auth-code'
import { removeAnswer } from '../pending/pending-answers'
import type { SubscribeFailure } from '../result'
import { authorize } from './authorize'
import type { App, FlowContext, Session } from './context'
import { postAgain } from './post-again'
import { within } from './within'

export interface Submission {
  requestId: string
  /** Empty: only renews the authorization. */
  answers: TemplateAnswer[]
  consent?: Consent
}

/**
 * Posts an answer with the second code if it needs one, and says what stands then. Throws a FlowError,
 * with `pending` if the answer is kept for later.
 */
export async function submit(
  context: FlowContext,
  app: App,
  session: Session,
  submission: Submission,
): Promise<Subscription[]> {
  const { host, request, life } = context
  const { requestId, answers, consent } = submission
  const { backendUrl, headers, timeoutMs } = request
  const isAgree = answers.some(({ type }) => type === 'AGREE')
  const hasCode = isAgree || answers.length === 0
  const body: SubscriptionsBody = { requestId, answers, ...(consent && { consent }) }

  const newCode = async (): Promise<void> => {
    const code = await within(host.clock, life, request.personTimeoutMs, () =>
      getMessageCode(host.bridge(), app.customerBelongsTo),
    )
    if (!code) throw fail('TIMEOUT', `my.getAuthCode did not answer within ${request.personTimeoutMs} ms.`)
    body.authCode = code
  }
  const post = {
    call: () => ({ path: '/subscriptions', body, sessionToken: session.token }),
    read: (data: unknown) =>
      readSubscriptions(
        data,
        answers.map(({ templateCode }) => templateCode),
      ),
    codeWasSent: hasCode,
  }

  try {
    if (hasCode) await newCode()
    const subscriptions = await exchange({ host, backendUrl, headers }, life, timeoutMs, {
      ...post,
      ...(hasCode && { newCode }),
      reauthorize: async () => {
        const again = await authorize(context, app)
        if (again.subject !== session.subject) return false
        session.token = again.token
        return true
      },
    })
    removeAnswer(host.storage, requestId, host.clock.now())
    return subscriptions
  } catch (error) {
    const stopped = judge(error, answers)
    if (!stopped.pending) removeAnswer(host.storage, requestId, host.clock.now())
    else if (!hasCode || body.authCode) postAgain(context, requestId, post)
    throw flowError(stopped)
  }
}

/** The failure of a submission: whether the answer is worth keeping depends on what failed. */
function judge(error: unknown, answers: TemplateAnswer[]): SubscribeFailure {
  const isAgree = answers.some(({ type }) => type === 'AGREE')
  let found = toFailure(error)
  // Back key on the authorization page: after an answer that refuses, and CANCELLED is over.
  if (found.errorCode === 'CANCELLED') found = failure('AUTH_DENIED', 'The authorization page was closed.')

  const isWorthKeeping = isBackendError(error)
    ? error.keep === 'EVERY_ANSWER' || (error.keep === 'AGREE' && isAgree)
    : // A JSAPI failed. A withdrawal stands whatever became of the authorization.
      !isAgree || found.errorCode === 'NETWORK' || found.errorCode === 'TIMEOUT'
  return answers.length > 0 && isWorthKeeping ? { ...found, pending: true } : found
}
