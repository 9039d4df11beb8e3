import type { FastifyError, FastifyRequest } from 'fastify'
import { ApiError, type ApiErrorCode } from '../contract/errors.js'
import { StoreUnavailable } from '../store/database.js'

/** A failover takes some seconds; a phone that waits for its answer has ten. */
const awaySeconds = 3
const away = 'the database is away: send the same request again after Retry-After'

/** What is the caller's doing, or passes; undefined for what is broken here. */
export function toApiError(error: FastifyError | ApiError): ApiError | undefined {
  if (error instanceof ApiError) return error
  // Logged once for the whole outage, by the store.
  if (error instanceof StoreUnavailable)
    return new ApiError('UNAVAILABLE', away, { retryAfter: awaySeconds, cause: error })
  if (error.validation) return invalid(error)
  const status = error.statusCode ?? 500
  if (status < 400 || status >= 500) return undefined
  return new ApiError(codeOf(status), error.message)
}

const codeOf = (status: number): ApiErrorCode =>
  status === 413 ? 'BODY_TOO_LARGE' : status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'INVALID_REQUEST'

/** Names the field, e.g. `body.consent.answeredAt must match format "date-time"`; never its value. */
function describeValidation({ validation = [], validationContext = 'body' }: Invalid): string {
  const [first] = validation
  if (!first) return `${validationContext} is not as the schema says`
  const field = [validationContext, ...first.instancePath.split('/').slice(1)].join('.')
  return `${field} ${first.message ?? 'is not as the schema says'}`
}

type Invalid = Pick<FastifyError, 'validation' | 'validationContext'>

const invalid = (error: Invalid) => new ApiError('INVALID_REQUEST', describeValidation(error))

/** As a route's body is checked, with the same words. @throws ApiError INVALID_REQUEST */
export function requireValid(
  isValid: ReturnType<FastifyRequest['compileValidationSchema']>,
  body: unknown,
): void {
  if (!isValid(body)) throw invalid({ validation: isValid.errors ?? [] })
}

/** For what is nobody's doing but ours; the cause stands in the log. */
export const broken = () => new ApiError('INTERNAL', 'something went wrong here; it has been logged')
