import ipaddr from 'ipaddr.js'
import { bearerOf } from '../auth.js'
import { submitAnswers } from '../consent/answers.js'
import { authorize } from '../consent/authorize.js'
import { servedTexts } from '../consent/texts.js'
import { ApiError } from '../contract/errors.js'
import {
  authorizationAnswer,
  authorizationRequest,
  errorAnswers,
  subscriptionsAnswer,
  subscriptionsRequest,
  templatesAnswer,
  templatesQuery,
} from '../contract/front-end.js'
import { ofRequest, type Route } from './route.js'

const configured = ['APP_NOT_ALLOWED', 'TEMPLATE_NOT_FOUND', 'MIXED_TEMPLATE_KINDS'] as const
const withCode = [
  ...(['AUTH_CODE_SPENT', 'AUTH_CODE_EXPIRED', 'AUTH_CODE_INVALID'] as const),
  ...(['REQUEST_ID_REUSED', 'PLATFORM_UNAVAILABLE'] as const),
] as const

/** Sender and texts for the panel. */
export const templatesRoute: Route = (app, { services: { apps } }) => {
  app.get(
    '/templates',
    {
      config: { refusals: configured },
      schema: {
        operationId: 'getTemplates',
        tags: ['contract'],
        summary: 'Sender and texts for the panel',
        querystring: templatesQuery,
        response: { 200: templatesAnswer, ...errorAnswers },
      },
    },
    ({ query }) => {
      const known = apps.require(query)
      const templates = apps.requireTemplates(known, [...new Set(query.templateCodes.split(','))])
      return servedTexts(known.config, templates, query.language ?? 'en')
    },
  )
}

/** The first auth code names the user. */
export const authorizationsRoute: Route = (app, { services }) => {
  app.post(
    '/authorizations',
    {
      config: { refusals: [...configured, ...withCode] },
      schema: {
        operationId: 'authorize',
        tags: ['contract'],
        summary: 'Swaps the first auth code for a session, and says what each template needs',
        body: authorizationRequest,
        response: { 200: authorizationAnswer, ...errorAnswers },
      },
    },
    (request) => authorize(ofRequest(services, request), request.body, networkOf(request.ip)),
  )
}

/** The user's answers, under the session that `/authorizations` gave. */
export const subscriptionsRoute: Route = (app, { services, sender }) => {
  const { sessions, clock, store } = services
  app.post(
    '/subscriptions',
    {
      config: { refusals: ['SESSION_EXPIRED', 'SUBJECT_MISMATCH', ...configured, ...withCode] },
      schema: {
        operationId: 'recordAnswers',
        tags: ['contract'],
        summary: "Records the user's answers; AGREE with a second auth code",
        security: [{ session: [] }],
        body: subscriptionsRequest,
        response: { 200: subscriptionsAnswer, ...errorAnswers },
      },
    },
    async (request) => {
      const { body, headers, headAt, ip } = request
      const session = sessions.read(bearerOf(headers.authorization) ?? '', clock.now())
      if (!session) {
        throw new ApiError(
          'SESSION_EXPIRED',
          'the session is unknown or older than 15 minutes: call /authorizations again',
        )
      }
      const receivedAt = await inSharedTime(headAt, body.answers)
      const answer = await submitAnswers(ofRequest(services, request), session, body, {
        ...{ receivedAt, address: networkOf(ip) },
      })
      sender.wake()
      return answer
    },
  )

  /**
   * When the head arrived, in the time that all processes share. How long the database took to tell it is in doubt,
   * and what is in doubt counts for the user: an AGREE as earlier, a REJECT as later.
   */
  async function inSharedTime(headAt: number, answers: { type: 'AGREE' | 'REJECT' }[]): Promise<number> {
    const askedAt = clock.now()
    const shared = await store.now(clock)
    const at = answers.some(({ type }) => type === 'REJECT') ? askedAt : clock.now()
    return headAt + shared - at
  }
}

/** What an address counts as: one of IPv6 as its /64, of which everybody has a whole one; `::ffff:1.2.3.4` as IPv4. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`
}
