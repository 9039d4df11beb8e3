import { protocol, type BridgeCall, type JsapiName } from '../../bridge/protocol.js'

/** A record, so that none can be forgotten. */
const isKnown: Record<JsapiName, true> = {
  getAuthCode: true,
  getSiteInfo: true,
  requestSubscribeMessage: true,
  showToast: true,
  alert: true,
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The parts of a MessageEvent that decide. */
export interface IncomingMessage {
  source: unknown
  origin: string
  data: unknown
}

/** A call of the shop in our frame; undefined for whatever else a window may send us. */
export function acceptCall(
  event: IncomingMessage,
  frame: { window: unknown; origin: string },
): BridgeCall | undefined {
  if (frame.window === null || event.source !== frame.window || event.origin !== frame.origin)
    return undefined
  const { data } = event
  if (!isRecord(data) || data.protocol !== protocol || typeof data.id !== 'number') return undefined
  if (!Object.keys(isKnown).some((name) => name === data.name) || !isRecord(data.options)) return undefined
  return isWellFormed(data.options, data.name as JsapiName) ? (data as unknown as BridgeCall) : undefined
}

function isWellFormed(options: Record<string, unknown>, name: JsapiName): boolean {
  const isText = (key: string): boolean => typeof options[key] === 'string'
  switch (name) {
    case 'getAuthCode':
      return Array.isArray(options.scopes) && options.scopes.every((scope) => typeof scope === 'string')
    case 'requestSubscribeMessage':
      return Array.isArray(options.entityIds) && options.entityIds.every((id) => typeof id === 'string')
    case 'showToast':
      return isText('content') && isText('type') && typeof options.duration === 'number'
    case 'alert':
      return isText('title') && isText('content') && isText('buttonText')
    case 'getSiteInfo':
      return true
  }
}
