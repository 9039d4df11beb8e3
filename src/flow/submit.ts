import { exchange, type BackendError, type Exchange } from '../backend/exchange'
import { readSubscriptions } from '../backend/read-answers'
import type { SubscriptionsBody } from '../backend/request-bodies'
import type { Consent, Subscription, TemplateAnswer } from '../contract'
import { failure, flowError, toFailure } from '../errors'
import { getMessageCode } from '../jsapi/get-auth-code'
import { removeAnswer } from '../pending/pending-answers'
import type { SubscribeFailure } from '../result'
import { askForCode } from './ask-for-code'
import { authorize } from './authorize'
import type { App, FlowContext, Session } from './context'
import { postAgain } from './post-again'

export interface Submission {
  requestId: string
  /** Empty: only renews the authorization. */
  answers: TemplateAnswer[]
  consent?: Consent
}

export const hasAgree = (answers: TemplateAnswer[]): boolean => answers.some(({ type }) => type === 'AGREE')

/**
 * Posts an answer, with the second code if it needs one, and brings the session's subscriptions up to date.
 * Throws a FlowError, with `pending` if the answer is kept for later.
 */
export async function submit(
  context: FlowContext,
  app: App,
  session: Session,
  { requestId, answers, consent }: Submission,
): Promise<void> {
  const needsCode = hasAgree(answers) || !answers.length
  const body: SubscriptionsBody = { requestId, answers }
  if (consent) body.consent = consent
  // AlipayCN has no scope of its own for sending, the wallets have.
  const scope = app.customerBelongsTo === 'ALIPAY_CN' ? 'auth_user' : 'SEND_MESSAGE'
  const newCode = async (): Promise<void> => {
    body.authCode = await askForCode(context, [scope], getMessageCode)
  }
  const post: Exchange<Subscription[]> = {
    path: '/subscriptions',
    body: () => body,
    sessionToken: () => session.sessionToken,
    read: (data) =>
      readSubscriptions(
        data,
        answers.map(({ templateCode }) => templateCode),
      ),
  }
  const reauthorize = async (): Promise<boolean> => {
    const again = await authorize(context, app)
    session.sessionToken = again.sessionToken
    return again.subject === session.subject
  }

  try {
    if (needsCode) await newCode()
    const more = needsCode ? { newCode, reauthorize } : { reauthorize }
    const subscriptions = await exchange(context, Object.assign(more, post))
    session.subscriptions = subscriptions.concat(session.subscriptions)
    removeAnswer(context.host, requestId)
  } catch (error) {
    const stopped = judge(error as Partial<BackendError>, answers)
    if (!stopped.pending) removeAnswer(context.host, requestId)
    else if (!needsCode || body.authCode) postAgain(context, requestId, post)
    throw flowError(stopped)
  }
}

/** The failure of a submission, with `pending` if the answer is worth keeping. */
function judge(error: Partial<BackendError>, answers: TemplateAnswer[]): SubscribeFailure {
  let stopped = toFailure(error)
  const { keep } = error
  // Back key on the authorization page: after an answer that refuses, since CANCELLED is over.
  if (stopped.errorCode === 'CANCELLED') stopped = failure('AUTH_DENIED', stopped.errorMessage)
  const isWorthKeeping = keep
    ? keep === 'ALL' || (keep === 'AGREE' && hasAgree(answers))
    : // A JSAPI failed. A withdrawal stands whatever became of the authorization.
      !hasAgree(answers) || stopped.errorCode === 'NETWORK' || stopped.errorCode === 'TIMEOUT'
  if (answers.length && isWorthKeeping) stopped.pending = true
  return stopped
}
