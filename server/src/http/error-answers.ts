import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { ApiError, type ApiErrorCode } from '../api-error.js'
import type { EventLog } from '../log/event-log.js'

/** One form for everything that is no success: `{ error: { code, message } }`. */
export function answerErrors(app: FastifyInstance, log: EventLog): void {
  app.setErrorHandler((error: FastifyError | ApiError, request, reply) => {
    const known = toApiError(error)
    if (!known) log('error', 'request-broken', { route: request.routeOptions.url ?? '', error })
    return answer(reply, known ?? new ApiError('INTERNAL', 'something went wrong here; it has been logged'))
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

/** What is the caller's doing; undefined for what is ours. */
function toApiError(error: FastifyError | ApiError): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (error.validation) return new ApiError('INVALID_REQUEST', describeValidation(error))
  const status = error.statusCode ?? 500
  if (status < 400 || status >= 500) return undefined
  return new ApiError(codeOf(status), error.message)
}

const codeOf = (status: number): ApiErrorCode =>
  status === 413 ? 'BODY_TOO_LARGE' : status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'INVALID_REQUEST'

/** Names the field, e.g. `body.consent.answeredAt must match format "date-time"`; never its value. */
function describeValidation({ validation = [], validationContext = 'body' }: FastifyError): string {
  const [first] = validation
  if (!first) return `${validationContext} is not as the schema says`
  const field = [validationContext, ...first.instancePath.split('/').slice(1)].join('.')
  return `${field} ${first.message ?? 'is not as the schema says'}`
}
