import type { Sandbox } from '../sandbox.js'
import type { MiniProgram } from '../state/merchant.js'
import type { Settings } from '../state/settings.js'
import { authenticate } from './authenticate.js'
import { requireReady, type CallContext, type GatewayMethod, type MethodAnswer } from './gateway-method.js'
import { endpointOf, pathOf, type IncomingRequest } from './incoming-request.js'
import { gatewayMethods } from './methods/all.js'
import { GatewayRefusal } from './refusal.js'
import { isObject, RequestFields } from './request-fields.js'

/** Checks in the platform's order, each ending the call with its code; returns what stands beside `result`. */
export function handleRequest(
  request: IncomingRequest,
  sandbox: Sandbox,
  context: CallContext,
): MethodAnswer {
  const { state, clock } = sandbox
  const now = clock.now()
  const client = authenticate(request, state, clock.wire())
  checkTraffic(sandbox, client.clientId, now)
  checkMediaTypes(request, state.settings)
  const method = findMethod(request.uri, state.settings)
  const body = readBody(request.body)
  const miniProgram = ownMiniProgram(sandbox, client.clientId, body.appId)
  if (miniProgram) requireReady(method.feature, miniProgram, state)
  const fields = new RequestFields(body, method.fields)
  fields.check(state.settings.unknownField)
  const { path } = method
  return method.answer({ ...context, sandbox, state, path, client, miniProgram, fields, body, now })
}

function checkTraffic({ state }: Sandbox, clientId: string, now: number): void {
  const { requestsPerSecond, trafficLimitStatus } = state.settings
  if (!state.traffic.exceedsCalls(clientId, requestsPerSecond, now)) return
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

function findMethod(uri: string, settings: Settings): GatewayMethod {
  const method = gatewayMethods.get(endpointOf(uri))
  if (method && method.isThere?.(settings) !== false) return method
  throw new GatewayRefusal('INVALID_API', `There is no API ${pathOf(uri)}.`)
}

function readBody(bytes: Buffer): Record<string, unknown> {
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new GatewayRefusal('PARAM_ILLEGAL', 'The body is not JSON.')
  }
  if (isObject(body)) return body
  throw new GatewayRefusal('PARAM_ILLEGAL', 'The body must be a JSON object.')
}

function ownMiniProgram({ state }: Sandbox, clientId: string, appId: unknown): MiniProgram | undefined {
  const miniProgram = typeof appId === 'string' ? state.miniPrograms.get(appId) : undefined
  return miniProgram?.clientId === clientId ? miniProgram : undefined
}
