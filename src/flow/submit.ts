import { exchange, type BackendError, type Recoveries } from '../backend/exchange.js'
import { readSubscriptions } from '../backend/read-answers.js'
import type { SubscriptionsBody } from '../backend/request-bodies.js'
import { failure, toFailure } from '../errors.js'
import { removeAnswer } from '../pending/pending-answers.js'
import { askForCode } from './ask-for-code.js'
import { authorize } from './authorize.js'
import type { AuthorizedContext } from './context.js'
import { hasAgree } from './has-agree.js'
import { postAgain, type Post } from './post-again.js'

/**
 * Posts an answer, with the second code if it needs one, and brings the session's subscriptions up to date.
 * Throws a FlowError, with `pending` if the answer is kept for later.
 */
export function submit(
  context: AuthorizedContext,
  { requestId, answers, consent }: Omit<SubscriptionsBody, 'authCode'>,
): Promise<void> {
  const { host, app, session } = context
  const isAgree = hasAgree(answers)
  const body: SubscriptionsBody = Object.assign({ requestId, answers }, consent && { consent })
  const post: Post = {
    path: '/subscriptions',
    body,
    session,
    read: (data) => readSubscriptions(data, answers),
  }
  // Without an answer it only renews the authorization.
  const needsCode = isAgree || !answers[0]
  // AlipayCN has no scope of its own for sending, the wallets have.
  const scope = app.customerBelongsTo === 'ALIPAY_CN' ? 'auth_user' : 'SEND_MESSAGE'
  const newCode = (): Promise<unknown> =>
    askForCode<'MESSAGE'>(context, [scope]).then((code) => (body.authCode = code))
  const recoveries: Recoveries = {
    NEW_CODE: needsCode && newCode,
    REAUTHORIZE: () =>
      authorize(context, app).then(
        ({ subject, sessionToken }) => subject === session.subject && (session.sessionToken = sessionToken),
      ),
  }

  const posted = Promise.resolve(needsCode && newCode()).then(() => exchange(context, post, recoveries))
  const recorded = posted.then((subscriptions) => {
    session.subscriptions = subscriptions.concat(session.subscriptions)
    removeAnswer(host, requestId)
  })
  return recorded.catch((error: unknown) => {
    let stopped = toFailure(error)
    const { errorCode } = stopped
    // Back key on the authorization page: after an answer that refuses, since CANCELLED is over.
    if (errorCode === 'CANCELLED') stopped = failure('AUTH_DENIED', stopped.errorMessage)
    const {
      // A JSAPI failed. A withdrawal stands whatever became of the authorization.
      isKept = !isAgree || errorCode === 'NETWORK' || errorCode === 'TIMEOUT',
    } = error as Partial<BackendError>
    if (answers[0] && isKept) {
      stopped.pending = true
      postAgain(context, post)
    } else removeAnswer(host, requestId)
    throw Object.assign(new Error(errorCode), { failure: stopped })
  })
}
