import { ApiError } from '../api-error.js'
import { isoTime } from '../clock.js'
import { subjectOf } from '../consent/subject.js'
import type { AuthorizationAnswer, AuthorizationRequest } from '../http/schemas/authorizations.js'
import type { Subscription } from '../http/schemas/subscription.js'
import { requestHash } from '../request-hash.js'
import type { Services } from '../services.js'
import { authCodeHash } from '../tokens/exchange-code.js'
import { identifyUser, keepUserInfo, tellUserInfo } from './identify-user.js'
import { requestOnce } from './request-once.js'
import { viewSubscriptions } from './view.js'

/** A repeated request is answered this long, with a newly minted session: none is kept. */
const replayMs = 60_000

interface Outcome {
  subject: string
  subscriptions: Subscription[]
}

/** The first code names the user: session, and what each template still needs. */
export async function authorize(
  services: Services,
  request: AuthorizationRequest,
): Promise<AuthorizationAnswer> {
  const { store, apps, clock, sessions } = services
  const { requestId, authCode, templateCodes, appId, customerBelongsTo, ...rest } = request
  const app = apps.require({ appId, customerBelongsTo })
  apps.requireTemplates(app, templateCodes)

  const { subject, subscriptions } = await requestOnce<Outcome>(services, {
    key: { scope: `authorizations|${appId}|${authCodeHash(appId, authCode)}`, requestId },
    hash: requestHash({ templateCodes, appId, customerBelongsTo, scopes: rest.scopes }),
    checkAge: (ageMs) => {
      if (ageMs > replayMs) {
        throw new ApiError(
          'AUTH_CODE_SPENT',
          'this request was answered more than 60 s ago: get a new auth code',
        )
      }
    },
    run: async (finish) => {
      requireBudget(services, appId)
      const user = await identifyUser(services, app, request)
      const { userId } = user
      const owner = {
        subject: subjectOf(services.subjectKey, customerBelongsTo, userId),
        appId,
        customerBelongsTo,
      }
      const outcome = await store.transaction(async (tx) => {
        await keepUserInfo(services, tx, owner, user)
        const stored = await tx.subscriptions.ensure(owner, templateCodes)
        const view = await viewSubscriptions(tx, app, owner, stored, clock.now())
        const answer = { subject: owner.subject, subscriptions: view }
        await finish(tx, answer)
        return answer
      })
      tellUserInfo(services, owner, user)
      return outcome
    },
  })
  const { token, expiresAt } = sessions.mint({ subject, appId, customerBelongsTo }, clock.now())
  return { sessionToken: token, expiresAt: isoTime(expiresAt), subject, subscriptions }
}

/** A public route must not use up what sending needs: it has a budget of its own. */
function requireBudget({ authorizationBudget, clock }: Services, appId: string): void {
  const waitMs = authorizationBudget.take(appId, clock.now())
  if (waitMs === 0) return
  const retryAfter = Math.ceil(waitMs / 1000)
  throw new ApiError('RATE_LIMITED', `too many authorizations for this app; try again in ${retryAfter} s`, {
    retryAfter,
  })
}
