import type { Apps, KnownApp } from '../apps.js'
import { ApiError } from '../contract/errors.js'
import type { Consent, SubscriptionsAnswer, SubscriptionsRequest } from '../contract/front-end.js'
import type { AccessToken, TokenGrant } from '../platform/endpoints.js'
import type { Services } from '../services.js'
import { countRefused, exchangeCode, revokeQuietly } from '../tokens/exchange.js'
import {
  keepTokenIfAgreed,
  recordAnswers,
  timeOfDecision,
  waitForSending,
  type FirstPost,
} from './decisions.js'
import { requestHash, requestOnce, type Finish } from './request-once.js'
import type { Session } from '../auth.js'
import { viewSubscriptions } from './authorize.js'
import { subjectOf } from './subject.js'

interface Arrival {
  receivedAt: number
  /** The network address that refused codes count for. */
  address: string
}

/**
 * Records the answers. `receivedAt` is when the request's head arrived, not when its code was exchanged: so an AGREE
 * can't overtake a later REJECT. A code sent with AGREE is exchanged first; without a good one AGREE has no effect.
 */
export async function submitAnswers(
  services: Services,
  session: Session,
  request: SubscriptionsRequest,
  { receivedAt, address }: Arrival,
): Promise<SubscriptionsAnswer> {
  const { appId, subject } = session
  const app = services.apps.require(session)
  const { authCode, consent } = request
  // A try after the first has a time of its own, and may have a new code.
  const compared = { ...request, authCode: undefined, consent: consent && { ...consent, sentAt: undefined } }
  const answer = await requestOnce<SubscriptionsAnswer, FirstPost>(services, {
    key: { scope: `subscriptions|${appId}|${subject}`, requestId: request.requestId },
    hash: requestHash(compared),
    subject,
    // Without a consent nothing is decided, and nobody looks at sentAt.
    first: { receivedAt, sentAt: consent?.sentAt ?? '' },
    run: async (finish, first) => {
      checkAnswers(services.apps, app, request, first)
      const needsCode = request.answers.length === 0 || request.answers.some(({ type }) => type === 'AGREE')
      const grant =
        needsCode && authCode !== undefined
          ? await countRefused(services, address, () => grantOf(services, app, session, authCode))
          : undefined
      const { recorded, unneeded } = await record(services, app, session, { request, first, grant, finish })
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

/** What a schema can't say about answers. @throws ApiError INVALID_REQUEST and what Apps throws */
function checkAnswers(apps: Apps, app: KnownApp, request: SubscriptionsRequest, first: FirstPost): void {
  const { answers, authCode, consent } = request
  if (answers.length === 0) {
    if (consent)
      throw invalid('consent has no place where answers is empty: that only renews the authorization')
    if (authCode === undefined)
      throw invalid('authCode is missing: empty answers renew the authorization with it')
    return
  }
  const codes = answers.map(({ templateCode }) => templateCode)
  if (new Set(codes).size < codes.length) throw invalid('answers names a template twice')
  apps.requireTemplates(app, codes)
  if (!consent) throw invalid('consent is missing: say what was shown and when')
  checkText(consent)
  for (const { type } of answers) timeOfDecision(type, consent, first)
  if (answers.some(({ type }) => type === 'AGREE') && authCode === undefined) {
    throw invalid('authCode is missing: AGREE has an effect only with a second, fresh code')
  }
}

const maxTextBytes = 16 * 1024

function checkText({ text, surface }: Consent): void {
  if (text === undefined) return
  if (surface !== 'BUILTIN') throw invalid('consent.text: only the BUILTIN surface knows what the user read')
  const bytes = text.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
  if (bytes > maxTextBytes) throw invalid('consent.text is larger than 16 kB')
}

const invalid = (message: string) => new ApiError('INVALID_REQUEST', message)

/** The sending token of the session's own user. @throws ApiError SUBJECT_MISMATCH and what exchangeCode throws */
async function grantOf(
  services: Services,
  app: KnownApp,
  { subject }: Session,
  authCode: string,
): Promise<TokenGrant<'MESSAGE'>> {
  const grant = await exchangeCode<'MESSAGE'>(services, app, authCode)
  if (subjectOf(services.subjectKey, app.site, grant.userId) === subject) return grant
  await revokeQuietly(services, app.site, grant.accessToken)
  throw new ApiError('SUBJECT_MISMATCH', 'the auth code belongs to another user than the session: begin anew')
}

interface ToRecord {
  request: SubscriptionsRequest
  first: FirstPost
  grant: TokenGrant<'MESSAGE'> | undefined
  finish: Finish<SubscriptionsAnswer>
}

function record(
  { store, clock, cipher, builtinTexts, ledgerKeys }: Services,
  app: KnownApp,
  { subject, appId, customerBelongsTo }: Session,
  { request, first, grant, finish }: ToRecord,
): Promise<{ recorded: SubscriptionsAnswer; unneeded: AccessToken<'MESSAGE'>[] }> {
  const owner = { subject, appId, customerBelongsTo }
  return store.transaction(async (tx) => {
    const now = await tx.now(clock)
    const answered = await recordAnswers(tx, { app, owner, request, first, now, builtinTexts, ledgerKeys })
    const unneeded = await keepTokenIfAgreed(tx, cipher, owner, now, grant)
    const touched = request.answers.length === 0 ? await tx.subscriptions.ofOwnerForUpdate(owner) : answered
    const recorded = { subscriptions: await viewSubscriptions(tx, app, owner, touched, clock.now()) }
    await finish(tx, recorded, subject)
    return { recorded, unneeded }
  })
}
