import type { Spoilt } from '../faults/spoil-answer.js'
import type { Sandbox } from '../sandbox.js'
import type { MiniProgram } from '../state/merchant.js'
import { authenticate } from './authenticate.js'
import type { GatewayMethod, MethodAnswer } from './gateway-method.js'
import { endpointOf, pathOf, type IncomingRequest } from './incoming-request.js'
import { gatewayMethods } from './methods/all.js'
import { GatewayRefusal } from './refusal.js'
import { isObject, RequestFields } from './request-fields.js'

/** Checks in the platform's order, each ending the call with its code; returns what stands beside `result`. */
export function handleRequest(request: IncomingRequest, sandbox: Sandbox, spoilt: Spoilt): MethodAnswer {
  const { state, clock } = sandbox
  const client = authenticate(request, state, clock.wire())
  checkContentType(request)
  const method = findMethod(request.uri)
  const body = readBody(request.body)
  const miniProgram = ownMiniProgram(sandbox, client.clientId, body.appId)
  checkFeature(method, miniProgram)
  const fields = new RequestFields(body)
  const now = clock.now()
  return method.answer({ sandbox, state, client, miniProgram, fields, body, now, spoilt })
}

function checkContentType({ contentType }: IncomingRequest): void {
  // The header may be missing: the platform calls it optional.
  if (contentType === undefined || /^application\/json\s*(;|$)/i.test(contentType)) return
  throw new GatewayRefusal(
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    `Content-Type ${contentType} is not application/json.`,
  )
}

function findMethod(uri: string): GatewayMethod {
  const method = gatewayMethods.get(endpointOf(uri))
  if (method) return method
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

function checkFeature({ feature }: GatewayMethod, miniProgram: MiniProgram | undefined): void {
  if (feature === undefined || !miniProgram || miniProgram.features.has(feature)) return
  throw new GatewayRefusal('INVALID_API', `Feature ${feature} was not added to ${miniProgram.appId}.`)
}
