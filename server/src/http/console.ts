import { ApiError } from '../contract/errors.js'
import {
  auditAnswer,
  auditQuery,
  breakerRelease,
  breakerReleased,
  consoleFound,
  consoleSearch,
  consoleSession,
  overviewAnswer,
  overviewQuery,
  storyAnswer,
} from '../contract/console.js'
import { errorAnswers } from '../contract/front-end.js'
import { messageAccepted, messageParams, messageQuery } from '../contract/messages.js'
import { auditLog, cancelAs, releaseAs, resendAs } from '../console/actions.js'
import { overviewOf, sessionOf } from '../console/overview.js'
import { search, storyOf } from '../console/story.js'
import type { FastifyRequest } from 'fastify'
import { isAllowed } from '../apps.js'
import { cancelRefusals, resendRefusals } from './messages.js'
import { ofCaller, type Route } from './route.js'

const common = { tags: ['console'], security: [{ apiKey: [] }] }
const config = { scope: 'console' } as const

/** The caller, who has a name: what they do is written down under it. @throws ApiError API_KEY_SCOPE */
function namedCaller({ caller }: Pick<FastifyRequest, 'caller'>) {
  if (caller?.name !== undefined) return { ...caller, name: caller.name }
  throw new ApiError(
    'API_KEY_SCOPE',
    'this key has no name, and what is done in the console is written down under one: make a key for each person, mini-message-server api-key --scopes console --name <who>',
  )
}

/** What the page for support and operations asks; each is the same for a tool of your own. */
export const consoleRoutes: Route = (app, { services, sender }) => {
  app.addHook('preHandler', (request, _reply, done) => {
    namedCaller(request)
    done()
  })

  app.get(
    '/console/session',
    {
      config,
      schema: {
        ...common,
        operationId: 'getConsoleSession',
        summary: 'Who the key belongs to, and its apps with their templates',
        response: { 200: consoleSession, ...errorAnswers },
      },
    },
    (request) => sessionOf(ofCaller(services, request), namedCaller(request)),
  )

  app.post(
    '/console/search',
    {
      config,
      schema: {
        ...common,
        operationId: 'searchConsole',
        summary: 'What a number may name: a message, an order, a user; each with the reason in one answer',
        body: consoleSearch,
        response: { 200: consoleFound, ...errorAnswers },
      },
    },
    (request) => search(ofCaller(services, request), request.body),
  )

  app.get(
    '/messages/:requestId/story',
    {
      config: { ...config, refusals: ['MESSAGE_NOT_FOUND'] },
      schema: {
        ...common,
        operationId: 'getMessageStory',
        summary: 'Why a user got a message or not: consent, attempts and token as one story',
        params: messageParams,
        querystring: messageQuery,
        response: { 200: storyAnswer, ...errorAnswers },
      },
    },
    (request) => {
      const { personalIn } = namedCaller(request)
      const asked = { ...request.params, ...request.query }
      return storyOf(
        ofCaller(services, request),
        asked,
        (appId) => personalIn !== undefined && isAllowed(personalIn, appId),
      )
    },
  )

  app.post(
    '/console/messages/:requestId/resend',
    {
      config: { ...config, refusals: resendRefusals },
      schema: {
        ...common,
        operationId: 'resendInConsole',
        summary: 'Queues a dead letter anew; the audit log has the name of the key',
        params: messageParams,
        querystring: messageQuery,
        response: { 202: messageAccepted, ...errorAnswers },
      },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.query }
      const by = namedCaller(request).name
      const { requestId, status } = await resendAs(ofCaller(services, request), by, asked)
      sender.wake()
      return reply.code(202).send({ requestId, status })
    },
  )

  app.post(
    '/console/messages/:requestId/cancel',
    {
      config: { ...config, refusals: cancelRefusals },
      schema: {
        ...common,
        operationId: 'cancelInConsole',
        summary: 'Takes a queued message back; the audit log has the name of the key',
        params: messageParams,
        querystring: messageQuery,
        response: { 200: messageAccepted, ...errorAnswers },
      },
    },
    async (request) => {
      const asked = { ...request.params, ...request.query }
      const by = namedCaller(request).name
      const { requestId, status } = await cancelAs(ofCaller(services, request), by, asked)
      return { requestId, status }
    },
  )

  app.post(
    '/console/breakers/release',
    {
      config: { ...config, refusals: ['APP_NOT_FOUND', 'BREAKER_NOT_OPEN'] },
      schema: {
        ...common,
        operationId: 'releaseBreaker',
        summary:
          'Lets a breaker close in every process, within seconds; the audit log has the name of the key',
        body: breakerRelease,
        response: { 202: breakerReleased, ...errorAnswers },
      },
    },
    async (request, reply) => {
      await releaseAs(ofCaller(services, request), namedCaller(request).name, request.body)
      return reply.code(202).send({ status: 'ASKED' as const })
    },
  )

  app.get(
    '/console/overview',
    {
      config: { ...config, refusals: ['APP_NOT_FOUND'] },
      schema: {
        ...common,
        operationId: 'getConsoleOverview',
        summary: 'How sending goes: outcomes, times to deliver and codes of the last hour, day or month',
        querystring: overviewQuery,
        response: { 200: overviewAnswer, ...errorAnswers },
      },
    },
    (request) => overviewOf(ofCaller(services, request), request.query),
  )

  app.get(
    '/console/audit',
    {
      config,
      schema: {
        ...common,
        operationId: 'listAuditLog',
        summary: 'What was done in the console, newest first',
        querystring: auditQuery,
        response: { 200: auditAnswer, ...errorAnswers },
      },
    },
    (request) => {
      const { before } = request.query
      return auditLog(ofCaller(services, request), before === undefined ? undefined : Number(before))
    },
  )
}
