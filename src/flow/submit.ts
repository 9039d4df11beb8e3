import { exchange, type BackendError, type Exchange, type Recoveries } from '../backend/exchange'
import { readSubscriptions } from '../backend/read-answers'
import type { SubscriptionsBody } from '../backend/request-bodies'
import type { Subscription, TemplateAnswer } from '../contract'
import { failure, toFailure } from '../errors'
import { removeAnswer } from '../pending/pending-answers'
import { askForCode } from './ask-for-code'
import { authorize } from './authorize'
import type { App, FlowContext, Session } from './context'
import { postAgain } from './post-again'

export const hasAgree = (answers: TemplateAnswer[]): boolean => answers.some(({ type }) => type === 'AGREE')

/**
 * Posts an answer, with the second code if it needs one, and brings the session's subscriptions up to date.
 * Throws a FlowError, with `pending` if the answer is kept for later.
 */
export function submit(
  context: FlowContext,
  app: App,
  session: Session,
  { requestId, answers, consent }: Omit<SubscriptionsBody, 'authCode'>,
): Promise<void> {
  const isAgree = hasAgree(answers)
  const body: SubscriptionsBody = { requestId, answers }
  if (consent) body.consent = consent
  const post: Exchange<Subscription[]> = {
    path: '/subscriptions',
    body,
    session,
    read: (data) => readSubscriptions(data, answers),
  }
  const recoveries: Recoveries = {
    REAUTHORIZE: () =>
      authorize(context, app).then(({ subject, sessionToken }) => {
        if (subject !== session.subject) return false
        session.sessionToken = sessionToken
        return true
      }),
  }

  let ready: Promise<unknown> = Promise.resolve()
  // Without an answer it only renews the authorization.
  if (isAgree || !answers[0]) {
    // AlipayCN has no scope of its own for sending, the wallets have.
    const scope = app.customerBelongsTo === 'ALIPAY_CN' ? 'auth_user' : 'SEND_MESSAGE'
    recoveries.NEW_CODE = () =>
      askForCode<'MESSAGE'>(context, [scope]).then((code) => Boolean((body.authCode = code)))
    ready = recoveries.NEW_CODE()
  }

  const posted = ready.then(() => exchange(context, Object.assign({ recoveries }, post)))
  const recorded = posted.then((subscriptions) => {
    session.subscriptions = subscriptions.concat(session.subscriptions)
    removeAnswer(context.host, requestId)
  })
  return recorded.catch((error: unknown) => {
    let stopped = toFailure(error)
    const { errorCode } = stopped
    const { keep } = error as Partial<BackendError>
    // Back key on the authorization page: after an answer that refuses, since CANCELLED is over.
    if (errorCode === 'CANCELLED') stopped = failure('AUTH_DENIED', stopped.errorMessage)
    const isWorthKeeping = keep
      ? keep === 'ALL' || (keep === 'AGREE' && isAgree)
      : // A JSAPI failed. A withdrawal stands whatever became of the authorization.
        !isAgree || errorCode === 'NETWORK' || errorCode === 'TIMEOUT'
    if (!answers[0] || !isWorthKeeping) removeAnswer(context.host, requestId)
    else {
      stopped.pending = true
      if (!isAgree || body.authCode) postAgain(context, requestId, post)
    }
    throw Object.assign(new Error(errorCode), { failure: stopped })
  })
}
