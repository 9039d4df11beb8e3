import { kindOf, type KnownApp, type TemplateKind } from '../apps.js'
import type { AuthorizationAnswer, AuthorizationRequest, Subscription } from '../contract/front-end.js'
import { ApiError } from '../contract/errors.js'
import type { TokenGrant, UserInfo } from '../platform/endpoints.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import type { StoredSubscription, StoredToken, StoreParts, SubjectApp } from '../store/store.js'
import {
  authCodeHash,
  countRefused,
  exchangeCode,
  exchangeForUserInfo,
  revokeQuietly,
  showsNothing,
} from '../tokens/exchange.js'
import { sealUserInfo } from '../tokens/stored-tokens.js'
import { requestHash, requestOnce } from './request-once.js'
import { subjectOf } from './subject.js'

/** A repeated request is answered this long, with a newly minted session: none is kept. */
const replayMs = 60_000

/** What is kept for a repeated request. */
interface Identified {
  subject: string
  subscriptions: Subscription[]
}

/**
 * The first code names the user: session, and what each template still needs. Codes that are refused count for
 * `address`.
 */
export async function authorize(
  services: Services,
  request: AuthorizationRequest,
  address: string,
): Promise<AuthorizationAnswer> {
  const { store, apps, clock, sessions } = services
  const { requestId, authCode, templateCodes, appId, customerBelongsTo, scopes } = request
  const app = apps.require({ appId, customerBelongsTo })
  apps.requireTemplates(app, templateCodes)

  const { subject, subscriptions } = await requestOnce<Identified>(services, {
    key: { scope: `authorizations|${appId}|${authCodeHash(appId, authCode)}`, requestId },
    hash: requestHash({ templateCodes, appId, customerBelongsTo, scopes }),
    checkAge: (ageMs) => {
      if (ageMs > replayMs) {
        throw new ApiError(
          'AUTH_CODE_SPENT',
          'this request was answered more than 60 s ago: get a new auth code',
        )
      }
    },
    run: async (finish) => {
      const user = await countRefused(services, address, () => {
        // A public route must not use up what sending needs: it has a budget of its own.
        services.authorizationBudget.take(appId, clock.monotonic(), 'too many authorizations for this app')
        return identifyUser(services, app, request)
      })
      const owner = {
        subject: subjectOf(services.subjectKey, app.site, user.userId),
        appId,
        customerBelongsTo,
      }
      const outcome = await store.transaction(async (tx) => {
        await keepUserInfo(services, tx, owner, user)
        const stored = await tx.subscriptions.ensure(owner, templateCodes)
        const view = await viewSubscriptions(tx, app, owner, stored, clock.now())
        const answer = { subject: owner.subject, subscriptions: view }
        await finish(tx, answer, owner.subject)
        return answer
      })
      tellUserInfo(services, owner, user)
      return outcome
    },
  })
  const { token, expiresAt } = sessions.mint({ subject, appId, customerBelongsTo }, clock.now())
  return { sessionToken: token, expiresAt: isoTime(expiresAt), subject, subscriptions }
}

interface IdentifiedUser {
  userId: string
  /** With USER_INFO=on only. */
  userInfo?: UserInfo
}

/**
 * Who gave the first code. The USER_INFO token ends here: no use for it is left once the user is known.
 * @throws ApiError INVALID_REQUEST where user information is wanted and the code can't show any; what the exchange throws
 */
async function identifyUser(
  services: Services,
  app: KnownApp,
  { authCode, scopes }: Pick<AuthorizationRequest, 'authCode' | 'scopes'>,
): Promise<IdentifiedUser> {
  // The token ends with this call, at the platform too.
  const end = ({ userId, accessToken }: TokenGrant<'USER_INFO'>): string => {
    services.background.add(revokeQuietly(services, app.site, accessToken))
    return userId
  }
  if (!services.userInfo) return { userId: end(await exchangeCode<'USER_INFO'>(services, app, authCode)) }
  if (scopes.every((scope) => scope === 'auth_base')) throw showsNothing()
  const { grant, userInfo } = await exchangeForUserInfo(services, app, authCode)
  if (!grant) throw new Error('the client lets no answer to a code through without a grant')
  return { userId: end(grant), userInfo }
}

/** In the transaction that records the authorization. */
async function keepUserInfo(
  { cipher, clock }: Pick<Services, 'cipher' | 'clock'>,
  tx: StoreParts,
  owner: SubjectApp,
  { userInfo }: IdentifiedUser,
): Promise<void> {
  if (!userInfo) return
  await tx.userInfos.put({
    ...owner,
    info: sealUserInfo(cipher, owner, userInfo),
    receivedAt: clock.now(),
  })
}

/** To the merchant's own hook, which nobody waits for, and whose failure is only logged. */
function tellUserInfo(
  services: Pick<Services, 'userInfo' | 'background' | 'log'>,
  { appId, customerBelongsTo }: SubjectApp,
  { userId, userInfo }: IdentifiedUser,
): void {
  const hook = services.userInfo?.onUserInfo
  if (!hook || !userInfo) return
  const told = Promise.resolve()
    .then(() => hook({ appId, customerBelongsTo, userId }, userInfo))
    .catch((error: unknown) => {
      services.log('error', 'user-info-hook-failed', { appId, error })
    })
  services.background.add(told)
}

type Needs = 'NOTHING' | 'CONSENT' | 'AUTHORIZATION'

/** What the next open has to get from the user before this template's messages can be sent. */
export function needsOf(
  { type, credits }: Pick<StoredSubscription, 'type' | 'credits'>,
  kind: TemplateKind,
  token: Pick<StoredToken, 'accessTokenExpiresAt' | 'refreshTokenExpiresAt'> | undefined,
  now: number,
): Needs {
  if (type !== 'AGREE' || (kind === 'ONE_TIME' && credits === 0)) return 'CONSENT'
  return isAlive(token, now) ? 'NOTHING' : 'AUTHORIZATION'
}

/** A token that still works, or that can still be refreshed. */
const isAlive = (
  token: Pick<StoredToken, 'accessTokenExpiresAt' | 'refreshTokenExpiresAt'> | undefined,
  now: number,
): boolean => token !== undefined && Math.max(token.accessTokenExpiresAt, token.refreshTokenExpiresAt) > now

/** What the front end sees of subscriptions; templates that are no longer configured are left out. */
export async function viewSubscriptions(
  store: Pick<StoreParts, 'tokens'>,
  { config }: Pick<KnownApp, 'config'>,
  owner: SubjectApp,
  subscriptions: readonly StoredSubscription[],
  now: number,
): Promise<Subscription[]> {
  const token = await store.tokens.find(owner)
  return subscriptions.flatMap((stored) => {
    const { subscriptionId, templateCode, type } = stored
    const template = config.templates.find((candidate) => candidate.templateCode === templateCode)
    if (!template) return []
    return [{ subscriptionId, templateCode, type, needs: needsOf(stored, kindOf(template), token, now) }]
  })
}
