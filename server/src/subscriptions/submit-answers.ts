import { ApiError } from '../api-error.js'
import type { KnownApp } from '../apps/apps.js'
import { subjectOf } from '../consent/subject.js'
import type { SubscriptionsAnswer, SubscriptionsRequest } from '../http/schemas/subscriptions.js'
import type { AccessToken, TokenGrant } from '../platform/apply-token.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import type { Session } from '../sessions/session-token.js'
import type { StoreParts } from '../store/store.js'
import { exchangeCode } from '../tokens/exchange-code.js'
import { revokeQuietly } from '../tokens/revoke-quietly.js'
import { checkAnswers } from './check-answers.js'
import { recordAnswers } from './record-answers.js'
import { requestOnce } from './request-once.js'
import { settleToken } from './settle-token.js'
import { viewSubscriptions } from './view.js'
import { waitForSending } from './wait-for-sending.js'

/** Records the answers. A code sent with AGREE is exchanged first; without a good one AGREE has no effect. */
export async function submitAnswers(
  services: Services,
  session: Session,
  request: SubscriptionsRequest,
): Promise<SubscriptionsAnswer> {
  const { appId, subject } = session
  const app = services.apps.require(session)
  const { authCode, consent } = request
  // A try after the first has a time of its own, and may have a new code.
  const compared = { ...request, authCode: undefined, consent: consent && { ...consent, sentAt: undefined } }
  const answer = await requestOnce<SubscriptionsAnswer>(services, {
    key: { scope: `subscriptions|${appId}|${subject}`, requestId: request.requestId },
    hash: requestHash(compared),
    run: async (finish) => {
      checkAnswers(services.apps, app, request, services.clock.now())
      const needsCode = request.answers.length === 0 || request.answers.some(({ type }) => type === 'AGREE')
      const grant =
        needsCode && authCode !== undefined ? await grantOf(services, app, session, authCode) : undefined
      const { recorded, unneeded } = await record(services, app, session, request, grant, finish)
      for (const token of unneeded) services.background.add(revokeQuietly(services, app.site, token))
      return recorded
    },
  })
  await waitForSending(
    services,
    answer.subscriptions.filter(({ type }) => type === 'REJECT'),
  )
  return answer
}

/** The sending token of the session's own user. @throws ApiError SUBJECT_MISMATCH and what exchangeCode throws */
async function grantOf(
  services: Services,
  app: KnownApp,
  { subject, customerBelongsTo }: Session,
  authCode: string,
): Promise<TokenGrant<'MESSAGE'>> {
  const grant = await exchangeCode<'MESSAGE'>(services, app, authCode)
  if (subjectOf(services.subjectKey, customerBelongsTo, grant.userId) === subject) return grant
  await revokeQuietly(services, app.site, grant.accessToken)
  throw new ApiError('SUBJECT_MISMATCH', 'the auth code belongs to another user than the session: begin anew')
}

function record(
  { store, clock, cipher, builtinTexts }: Services,
  app: KnownApp,
  { subject, appId, customerBelongsTo }: Session,
  request: SubscriptionsRequest,
  grant: TokenGrant<'MESSAGE'> | undefined,
  finish: (tx: StoreParts, answer: SubscriptionsAnswer) => Promise<void>,
): Promise<{ recorded: SubscriptionsAnswer; unneeded: AccessToken<'MESSAGE'>[] }> {
  const owner = { subject, appId, customerBelongsTo }
  return store.transaction(async (tx) => {
    const receivedAt = clock.now()
    const answered = await recordAnswers(tx, { app, owner, request, receivedAt, builtinTexts })
    const unneeded = await settleToken(tx, cipher, owner, receivedAt, grant)
    const touched = request.answers.length === 0 ? await tx.subscriptions.ofOwner(owner) : answered
    const recorded = { subscriptions: await viewSubscriptions(tx, app, owner, touched, receivedAt) }
    await finish(tx, recorded)
    return { recorded, unneeded }
  })
}
