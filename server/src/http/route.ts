import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ApiScope } from '../auth.js'
import type { Sender } from '../outbox/sender.js'
import type { Services } from '../services.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** When the request's head arrived, by this process's clock: before its body, and before any limit was asked. */
    headAt: number
  }
  interface FastifyContextConfig {
    /** What the API key of a merchant's route must be allowed. */
    scope?: ApiScope
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

/** Adds one path to the app. */
export type Route = (app: TypedFastify, context: RouteContext) => void
