import { spoil, type Spoilt } from '../faults/faults.js'
import { EncodingError, readUtf8 } from '../read-json.js'
import { signatureHeader } from '../signing/signing.js'
import { platformTime } from '../state/clock.js'
import type { MiniProgram, State } from '../state/state.js'
import { newId } from '../state/random-ids.js'
import type { Settings } from '../state/settings.js'
import { pathStep } from '../superapp/path-step.js'
import { authenticate } from './authenticate.js'
import { endpoints, type Endpoint, type EndpointAnswer } from './endpoints.js'
import { isObject, RequestFields } from './fields.js'
import { requireReady, type CallContext, type GatewayContext } from './gateway-call.js'
import { endpointOf, pathOf, signedUri, type IncomingRequest } from './incoming-request.js'
import { GatewayRefusal, refused, resultCodes, type Outcome } from './result-codes.js'

/** What goes back, after `delayMs`: an answer, or an end of the connection. */
export type GatewayReply = { delayMs: number } & (
  { kind: 'answer'; answer: SealedAnswer } | { kind: 'error'; httpStatus: number } | { kind: 'cut' }
)

/** Handles one call, lets the faults in force spoil it, and notes it in the request log. Never throws. */
export function answerRequest(request: IncomingRequest, gateway: GatewayContext): GatewayReply {
  return answered(request, gateway, (context) => outcomeOf(request, gateway, context))
}

/** The same for a request that could not be read. */
export function refuseRequest(
  request: IncomingRequest,
  gateway: GatewayContext,
  refusal: GatewayRefusal,
): GatewayReply {
  return answered(request, gateway, () => refused(refusal))
}

function answered(
  request: IncomingRequest,
  gateway: GatewayContext,
  handle: (context: CallContext) => Outcome,
): GatewayReply {
  const startedAt = performance.now()
  const spoilt = spoil(gateway.state.faults.strike(endpointOf(request.uri)))
  const requestLogId = newId()
  const context: CallContext = { requestLogId, spoilt, warnings: [] }
  if (spoilt.isHeldBack) noteHeldBack(request, gateway, context)
  const done = spoilt.isHeldBack ? undefined : handle(context)
  const outcome = spoilt.refusal ? refused(spoilt.refusal) : done
  const answer = outcome && sealAnswer(request, gateway, outcome, spoilt, requestLogId)
  gateway.requestLog.add({
    requestLogId,
    request,
    at: gateway.clock.wire(),
    durationMs: performance.now() - startedAt,
    faults: spoilt.effects,
    outcome,
    answer: answer?.body,
  })
  const { delayMs, httpStatus, isCut } = spoilt
  if (isCut) return { delayMs, kind: 'cut' }
  if (httpStatus !== undefined || !answer) return { delayMs, kind: 'error', httpStatus: httpStatus ?? 503 }
  return { delayMs, kind: 'answer', answer }
}

/** Never throws: a fault of the sandbox itself is UNKNOWN_EXCEPTION. */
function outcomeOf(request: IncomingRequest, gateway: GatewayContext, context: CallContext): Outcome {
  try {
    const { resultCode = 'SUCCESS', ...fields } = handleRequest(request, gateway, context)
    const resultStatus = resultCodes[resultCode].status
    const warnings = context.warnings.map(({ text }) => text)
    return { result: { resultCode, resultStatus, resultMessage: 'success' }, fields, log: { warnings } }
  } catch (error) {
    if (error instanceof GatewayRefusal) return refused(error)
    return refused(new GatewayRefusal('UNKNOWN_EXCEPTION', `A fault of the sandbox itself: ${String(error)}`))
  }
}

/** Checks in the platform's order, each ending the call with its code; returns what stands beside `result`. */
function handleRequest(
  request: IncomingRequest,
  gateway: GatewayContext,
  context: CallContext,
): EndpointAnswer {
  const { state, clock, events } = gateway
  const now = clock.now()
  const client = authenticate(request, state, clock.wire())
  checkTraffic(state, client.clientId, now)
  checkMediaTypes(request, state.settings)
  const endpoint = findEndpoint(request.uri, state.settings)
  const body = readBody(request.body)
  const miniProgram = ownMiniProgram(state, client.clientId, body.appId)
  if (miniProgram) requireReady(endpoint.feature, miniProgram, state)
  const fields = new RequestFields(body, endpoint.fields)
  fields.check(state.settings.unknownField)
  const { path } = endpoint
  return endpoint.answer({ ...context, state, clock, events, path, client, miniProgram, fields, body, now })
}

function checkTraffic({ settings, traffic }: State, clientId: string, now: number): void {
  const { requestsPerSecond, trafficLimitStatus } = settings
  if (!traffic.exceedsCalls(clientId, requestsPerSecond, now)) return
  const message = `More than ${requestsPerSecond} calls in a second: send more slowly.`
  throw new GatewayRefusal('REQUEST_TRAFFIC_EXCEED_LIMIT', message, { status: trafficLimitStatus })
}

/** Both headers may be missing: the platform calls them optional. */
function checkMediaTypes({ contentType, accept }: IncomingRequest, { acceptHeader }: Settings): void {
  if (contentType !== undefined && !/^application\/json\s*(;|$)/i.test(contentType)) {
    const message = `Content-Type ${contentType.slice(0, 64)} is not application/json.`
    throw new GatewayRefusal('MEDIA_TYPE_NOT_ACCEPTABLE', message)
  }
  if (acceptHeader === 'ignore' || accept === undefined || /(\*\/\*|application\/(\*|json))/i.test(accept))
    return
  throw new GatewayRefusal('MEDIA_TYPE_NOT_ACCEPTABLE', 'Accept does not allow application/json.')
}

function findEndpoint(uri: string, settings: Settings): Endpoint {
  const endpoint = endpoints.get(endpointOf(uri))
  if (endpoint && endpoint.isThere?.(settings) !== false) return endpoint
  throw new GatewayRefusal('INVALID_API', `There is no API ${pathOf(uri)}.`)
}

function readBody(bytes: Buffer): Record<string, unknown> {
  let body: unknown
  try {
    body = JSON.parse(readUtf8(bytes, 'The body'))
  } catch (error) {
    const message = error instanceof EncodingError ? error.message : 'The body is not JSON.'
    throw new GatewayRefusal('PARAM_ILLEGAL', message)
  }
  if (isObject(body)) return body
  throw new GatewayRefusal('PARAM_ILLEGAL', 'The body must be a JSON object.')
}

function ownMiniProgram({ miniPrograms }: State, clientId: string, appId: unknown): MiniProgram | undefined {
  const miniProgram = typeof appId === 'string' ? miniPrograms.get(appId) : undefined
  return miniProgram?.clientId === clientId ? miniProgram : undefined
}

const send = '/v2/miniprogram/message/send'

/** Notes a send that a fault kept from the platform, for the way of the message that a later try may send. */
function noteHeldBack(
  { uri, clientId, body }: IncomingRequest,
  { state, clock }: GatewayContext,
  { requestLogId, spoilt }: CallContext,
): void {
  if (endpointOf(uri) !== send) return
  const { appId, requestId } = readNames(body)
  if (clientId === undefined || typeof appId !== 'string' || typeof requestId !== 'string') return
  const detail = spoilt.refusal?.code ?? spoilt.effects.join(' ')
  const step = pathStep('send', clock.real(), { requestLogId, detail, isGood: false })
  state.sends.noteRefused({ clientId, appId, requestId }, step)
}

function readNames(body: Buffer): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return isObject(read) ? read : {}
  } catch {
    return {}
  }
}

/** HTTP 200 with a body that is signed, unless a setting or a fault says otherwise. */
export interface SealedAnswer {
  httpStatus: number
  headers: Record<string, string>
  body: Buffer
}

/** The outcome as bytes, dated and signed with the newest platform key. */
function sealAnswer(
  request: IncomingRequest,
  { clock, state }: GatewayContext,
  { result, fields }: Outcome,
  { signing, staleByMs }: Spoilt,
  traceId: string,
): SealedAnswer {
  const isFailure = ['F', 'U'].includes(result.resultStatus)
  const { failureHttpStatus, signedFailures } = state.settings
  const httpStatus = isFailure ? failureHttpStatus : 200
  const body = Buffer.from(JSON.stringify({ result, ...fields }))
  const clientId = request.clientId ?? ''
  const time = platformTime(clock.wire() - staleByMs)
  const headers = {
    'client-id': clientId,
    'response-time': time,
    'content-type': 'application/json; charset=UTF-8',
    'trace-id': traceId,
  }
  if (signing === 'none' || (isFailure && !signedFailures)) return { httpStatus, headers, body }
  // A wrong signature is a true one over other bytes: only checking it finds out.
  const signed = signing === 'right' ? body : Buffer.concat([body, Buffer.from(' ')])
  const { keyVersion, privateKey } = state.platformKeys.newest()
  const signature = signatureHeader(
    privateKey,
    { uri: signedUri(request.uri, state.settings), clientId, time, body: signed },
    keyVersion,
  )
  return { httpStatus, headers: { ...headers, signature }, body }
}
