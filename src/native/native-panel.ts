import type { Decision } from '../contract'
import { fail } from '../errors'
import type { OpenPanel, PanelAccess } from '../host'
import { callJsapi, field, type JsapiAnswer } from '../jsapi/call-jsapi'
import type { PanelAnswer, PanelView } from '../panel-view'
import type { KnownErrorCode } from '../result'

/** `my.requestSubscribeMessage` in AlipayCN; 11, the user's own cancelling, is no error here. */
const errors: Record<string, KnownErrorCode> = {
  4: 'UNAVAILABLE',
  10: 'SYSTEM',
  15: 'BUSY',
  203: 'INVALID_CONFIG',
  402: 'INVALID_CONFIG',
  100201: 'NETWORK',
  106002: 'INCONSISTENT_TEMPLATE_TYPE',
  106008: 'INVALID_TEMPLATE_CODE',
}

/** What the person answered, by template; `behavior` alone can't tell agreeing from refusing. */
export function readNativeAnswer(answer: unknown, templateCodes: string[]): PanelAnswer {
  const behavior = field(answer, 'behavior')
  // `error` is the deprecated name.
  const code = String(field(answer, 'errorCode') || field(answer, 'error'))
  if (behavior === 'cancel' || code === '11') return { type: 'CLOSED', by: 'close' }

  const subscribed = field(field(answer, 'result'), 'subscribedEntityIds')
  const isAgreed = (id: string): boolean =>
    Array.isArray(subscribed) ? subscribed.includes(id) : field(answer, id) === 'accept'
  const isKnown = Array.isArray(subscribed) || templateCodes.every((id) => field(answer, id))
  if (behavior !== 'subscribe' || !isKnown)
    throw fail(errors[code] || 'SYSTEM', `my.requestSubscribeMessage: error ${code}.`)

  const templates: Record<string, Decision> = {}
  templateCodes.forEach((id) => (templates[id] = isAgreed(id) ? 'AGREE' : 'REJECT'))
  return { type: 'ANSWERED', templates }
}

/** AlipayCN's own panel. Whether it takes the platform's template codes is not documented. */
export function openNativePanel({ templates }: PanelView, { bridge }: PanelAccess): OpenPanel {
  const entityIds = templates.map(({ templateCode }) => templateCode)
  const read = ({ answer }: JsapiAnswer): PanelAnswer => readNativeAnswer(answer, entityIds)
  return {
    answer: callJsapi(bridge, 'requestSubscribeMessage', { entityIds }).then(read),
    // The super app shows and hides it.
    update: () => undefined,
    close: () => undefined,
  }
}
