import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { ApiError } from '../api-error.js'
import type { ApiKeys } from './api-keys.js'
import { answerErrors } from './error-answers.js'
import { describeRoutes } from './openapi.js'
import { authorizationsRoute } from './routes/authorizations.js'
import { deadLettersRoutes } from './routes/dead-letters.js'
import { healthRoutes } from './routes/health.js'
import { messagesRoute } from './routes/messages.js'
import { metricsRoute } from './routes/metrics.js'
import type { RouteContext } from './routes/route.js'
import { subscriptionsRoute } from './routes/subscriptions.js'
import { templatesRoute } from './routes/templates.js'
import { usersRoutes } from './routes/users.js'
import { closeConnectionsWhenStopping } from './stopping.js'

export interface AppOptions extends RouteContext {
  apiKeys: ApiKeys
  /** Pages that may call the public routes; `*` for every page, which is safe since no cookie is used. */
  allowedOrigins: readonly string[]
  /** Believe X-Forwarded-For of the proxy in front. */
  trustProxy: boolean
  /** Requests a minute for each address on public routes: wide, since carriers share addresses. */
  requestsPerMinute: number
  /** How long a request may take to arrive, milliseconds: a slow body is cut off. @default 30000 */
  requestTimeoutMs?: number
}

/** The whole HTTP interface. Never listens and knows no port: main.ts does. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { services, trustProxy, requestTimeoutMs = 30_000 } = options
  const app = Fastify({
    bodyLimit: 64 * 1024,
    requestTimeout: requestTimeoutMs,
    // Node holds a slow request to these only when they are given at once, and looks every half minute by itself.
    http: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, requestTimeoutMs),
    },
    trustProxy,
    // A value of the wrong type is an error, not something to convert or to drop.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  })
  // Only JSON: a form or plain text is what a foreign page may post without being asked first.
  app.removeContentTypeParser('text/plain')
  answerErrors(app, services.log)
  closeConnectionsWhenStopping(app)
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request
    const ms = Math.round(reply.elapsedTime)
    services.metrics.answered(`${method} ${routeOptions.url ?? '?'}`, reply.statusCode, reply.elapsedTime)
    services.log('debug', 'request', {
      route: `${method} ${routeOptions.url ?? '?'}`,
      status: reply.statusCode,
      ms,
    })
    done()
  })
  await app.register(helmet, { crossOriginResourcePolicy: { policy: 'cross-origin' } })
  await describeRoutes(app)
  await app.register((scope) => publicRoutes(scope, options))
  await app.register((scope) => merchantRoutes(scope, options))
  await app.register((scope, _, done) => {
    healthRoutes(scope.withTypeProvider(), options)
    app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
    done()
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  await app.ready()
  return app
}

async function publicRoutes(scope: FastifyInstance, options: AppOptions): Promise<void> {
  const { allowedOrigins, requestsPerMinute } = options
  await scope.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['retry-after'],
    maxAge: 600,
  })
  await scope.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfter = Math.ceil(ttl / 1000)
      return new ApiError(
        'RATE_LIMITED',
        `too many requests from this address; try again in ${retryAfter} s`,
        { retryAfter },
      )
    },
  })
  for (const route of [templatesRoute, authorizationsRoute, subscriptionsRoute]) {
    route(scope.withTypeProvider<TypeBoxTypeProvider>(), options)
  }
}

function merchantRoutes(scope: FastifyInstance, options: AppOptions): Promise<void> {
  scope.addHook('onRequest', (request, _reply, done) => {
    // A route that names no scope is open to nobody but an administrator.
    options.apiKeys.require(request, request.routeOptions.config.scope ?? 'admin')
    done()
  })
  for (const route of [messagesRoute, deadLettersRoutes, usersRoutes, metricsRoute]) {
    route(scope.withTypeProvider<TypeBoxTypeProvider>(), options)
  }
  return Promise.resolve()
}
