import type { Socket } from 'node:net'
import { context } from '@opentelemetry/api'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { ApiKeys } from '../auth.js'
import type { TrustProxy } from '../config/environment.js'
import { ApiError } from '../contract/errors.js'
import type { EventLog } from '../runtime.js'
import { beginRequest, type RequestTrace } from '../tracing.js'
import { compilersFactory } from './compile-when-used.js'
import { authorizationsRoute, subscriptionsRoute, templatesRoute } from './contract-routes.js'
import { consoleRoutes } from './console.js'
import { broken, toApiError } from './errors.js'
import { eventsRoute } from './events.js'
import { healthRoutes, metricsRoute } from './health.js'
import { deadLettersRoutes, messagesRoute } from './messages.js'
import { describeRoutes, openapiRoute } from './openapi.js'
import { routesWithHooks, type RouteContext } from './route.js'
import { usersRoutes } from './users.js'

export interface AppOptions extends RouteContext {
  apiKeys: ApiKeys
  /** Pages that may call the public routes; `*` for every page, which is safe since no cookie is used. */
  allowedOrigins: readonly (string | RegExp)[]
  /** Whose X-Forwarded-For is believed. */
  trustProxy: TrustProxy
  /** Requests a minute for each address on public routes: wide, since carriers share addresses. */
  requestsPerMinute: number
  /** A page at /docs to read the OpenAPI document on. @default true */
  apiDocs?: boolean
  /** How long a request may take to arrive, milliseconds: a slow body is cut off. @default 30000 */
  requestTimeoutMs?: number
  /** How long a stop waits for requests that run, milliseconds. @default 20000 */
  stopTimeoutMs?: number
}

/** The whole HTTP interface. Never listens and knows no port: main.ts does. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = bareApp(options)
  await app.register(helmet, { crossOriginResourcePolicy: { policy: 'cross-origin' } })
  await describeRoutes(app)
  await app.register(routesWithHooks('public routes', (scope) => publicRoutes(scope, options)))
  await app.register(
    routesWithHooks('merchant routes', (scope) => merchantRoutes(scope, options)),
    { prefix: '/v1' },
  )
  await app.register(routesWithHooks('operation routes', (scope) => operationRoutes(scope, options)))
  if (options.apiDocs ?? true) await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  await app.ready()
  return app
}

/** Bounds, errors and measures, and no route. */
export function bareApp(options: AppOptions): FastifyInstance {
  const { services, trustProxy, requestTimeoutMs = 30_000, stopTimeoutMs = 20_000 } = options
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
    schemaController: { compilersFactory },
  })
  app.decorateRequest('headAt', 0)
  app.decorateRequest('caller', null)
  app.decorateRequest('trace', null as unknown as RequestTrace)
  app.addHook('onRequest', (request, reply, done) => {
    request.headAt = services.clock.now()
    request.trace = beginRequest(request.method, request.routeOptions.url ?? '?', request.headers.traceparent)
    void reply.header('trace-id', request.trace.traceId)
    done()
  })
  // Only now: a body arrives in the context of its connection.
  app.addHook('preValidation', (request, _reply, done) => {
    context.with(request.trace.context, () => {
      done()
    })
  })
  // Only JSON: a form or plain text is what a foreign page may post without being asked first.
  app.removeContentTypeParser('text/plain')
  answerErrors(app, services.log)
  stopInTime(app, {
    stopMs: stopTimeoutMs,
    onCut: (count) => {
      services.log('warn', 'connections-cut', { count })
    },
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = `${request.method} ${request.routeOptions.url ?? '?'}`
    const { statusCode: status, elapsedTime } = reply
    services.metrics.answered(route, status, elapsedTime)
    const { traceId } = request.trace
    services.log('debug', 'request', { route, status, ms: Math.round(elapsedTime), traceId })
    request.trace.ended(status)
    done()
  })
  return app
}

async function publicRoutes(scope: FastifyInstance, options: AppOptions): Promise<void> {
  const { allowedOrigins, requestsPerMinute } = options
  await scope.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['retry-after', 'trace-id'],
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

/** What the merchant's own systems call; docs/api.md says what may change there. */
async function merchantRoutes(scope: FastifyInstance, options: AppOptions): Promise<void> {
  askForApiKey(scope, options)
  for (const route of [messagesRoute, deadLettersRoutes, eventsRoute, usersRoutes]) {
    route(scope.withTypeProvider<TypeBoxTypeProvider>(), options)
  }
  // With a check of its own for each of its routes.
  await scope.register(
    routesWithHooks('console routes', (withName) => {
      consoleRoutes(withName.withTypeProvider<TypeBoxTypeProvider>(), options)
    }),
  )
}

/** What operations read. They stand where probes and Prometheus look for them, under no version. */
async function operationRoutes(scope: FastifyInstance, options: AppOptions): Promise<void> {
  healthRoutes(scope.withTypeProvider(), options)
  openapiRoute(scope.withTypeProvider(), options)
  await scope.register(
    routesWithHooks('metrics', (withKey) => {
      askForApiKey(withKey, options)
      metricsRoute(withKey.withTypeProvider<TypeBoxTypeProvider>(), options)
    }),
  )
}

export function askForApiKey(scope: FastifyInstance, { apiKeys, services }: AppOptions): void {
  scope.addHook('onRequest', (request, _reply, done) => {
    // A route that names no scope is open to nobody but an administrator.
    const { scope = 'admin', wholeServer } = request.routeOptions.config
    request.caller = apiKeys.require(request.headers.authorization, scope, services.clock.now())
    if (wholeServer && request.caller.apps !== 'ALL')
      throw new ApiError('API_KEY_SCOPE', 'this shows the whole server: it needs a key without apps')
    done()
  })
}

/** One form for everything that is no success: `{ error: { code, message } }`. */
function answerErrors(app: FastifyInstance, log: EventLog): void {
  app.setErrorHandler((error: FastifyError | ApiError, request, reply) => {
    const known = toApiError(error)
    const { traceId } = request.trace
    if (!known) log('error', 'request-broken', { route: request.routeOptions.url ?? '', error, traceId })
    return answer(reply, known ?? broken())
  })
  app.setNotFoundHandler((request, reply) =>
    answer(
      reply,
      new ApiError('NOT_FOUND', `there is no ${request.method} on this path: see docs/contract.md`),
    ),
  )
}

function answer(reply: FastifyReply, { code, message, status, retryAfter }: ApiError): FastifyReply {
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter)
  return reply.code(status).send({ error: { code, message } })
}

/**
 * A stop lets the requests that run end, for a while, and closes every other connection at once: Node's own `close`
 * waits for one that never spoke or sent half a request, since it counts those as busy.
 */
function stopInTime(app: FastifyInstance, { stopMs, onCut }: StoppingOptions): void {
  const requestsOf = new Map<Socket, number>()
  let isStopping = false
  app.server.on('connection', (socket) => {
    requestsOf.set(socket, 0)
    socket.once('close', () => requestsOf.delete(socket))
    if (isStopping) socket.destroy()
  })
  app.server.on('request', ({ socket }, response) => {
    const count = (change: number) => {
      const running = requestsOf.get(socket)
      if (running !== undefined) requestsOf.set(socket, running + change)
    }
    count(1)
    response.once('close', () => count(-1))
  })
  app.addHook('preClose', (done) => {
    isStopping = true
    for (const [socket, running] of requestsOf) if (running === 0) socket.destroy()
    const cutting = setTimeout(() => {
      onCut(requestsOf.size)
      for (const socket of requestsOf.keys()) socket.destroy()
    }, stopMs)
    // Connections that are left keep the process alive; this need not.
    cutting.unref()
    app.server.once('close', () => clearTimeout(cutting))
    done()
  })
  // A client would keep its connection open for the next request.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping) void reply.header('connection', 'close')
    done()
  })
}

interface StoppingOptions {
  /** How long a stop waits for requests that run, milliseconds. */
  stopMs: number
  /** Called when it has cut those that were left. */
  onCut: (connections: number) => void
}
