import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ApiScope, Caller } from '../auth.js'
import type { ApiErrorCode } from '../contract/errors.js'
import type { Sender } from '../outbox/sender.js'
import type { Services } from '../services.js'
import { withTrace, type RequestTrace } from '../tracing.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** When the request's head arrived, by this process's clock: before its body, and before any limit was asked. */
    headAt: number
    /** Whose API key it came with; null where none is asked for. */
    caller: Caller | null
    /** Which trace it belongs to. */
    trace: RequestTrace
  }
  interface FastifyContextConfig {
    /** What the API key of a merchant's route must be allowed. */
    scope?: ApiScope
    /** It shows the whole server: a key that has apps of its own may not ask for it. */
    wholeServer?: true
    /** Codes that it may answer beside those that every route of its kind may: openapi.ts has these. */
    refusals?: readonly ApiErrorCode[]
  }
}

/** A Fastify instance whose handlers get the types of their schemas. */
type TypedFastify = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export interface RouteContext {
  services: Services
  sender: Pick<Sender, 'wake' | 'limits' | 'sinceTurnMs'>
}

/** With a log that names the request's trace. */
export const ofRequest = (services: Services, { trace }: Pick<FastifyRequest, 'trace'>): Services =>
  withTrace(services, trace.traceId)

/** What a request may touch: of the apps only those of its API key. */
export function ofCaller(services: Services, request: Pick<FastifyRequest, 'caller' | 'trace'>): Services {
  const { caller } = request
  if (!caller) throw new Error('a route without an API key has no apps of its own')
  const traced = ofRequest(services, request)
  return caller.apps === 'ALL' ? traced : { ...traced, apps: services.apps.only(caller.apps) }
}

/** Adds one path to the app. */
export type Route = (app: TypedFastify, context: RouteContext) => void

/**
 * Routes with hooks of their own. They have a name, since Fastify otherwise looks for one through every module that was
 * loaded, which takes a test longer than its rule: https://fastify.dev/docs/latest/Guides/Plugins-Guide/
 */
export const routesWithHooks = (
  name: string,
  add: (scope: FastifyInstance) => void | Promise<void>,
): FastifyPluginAsync =>
  Object.assign(async (scope: FastifyInstance) => add(scope), {
    [Symbol.for('fastify.display-name')]: name,
  })
