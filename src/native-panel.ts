import type { OpenPanel, PanelAccess } from './host.js'
import { callJsapi, field, jsapiErrors } from './jsapi.js'
import { decisions, type PanelAnswer, type PanelView } from './panel-view.js'
import { fail, type KnownErrorCode } from './result.js'

/** The errors of `my.requestSubscribeMessage`; no number means two things in two JSAPIs. */
const nativeErrors: Partial<Record<string, KnownErrorCode>> = {
  ...jsapiErrors,
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
  // 11: the user's own cancelling.
  if (behavior === 'cancel' || code === '11') return { type: 'CLOSED', by: 'close' }

  const subscribed = field(field(answer, 'result'), 'subscribedEntityIds')
  const isKnown = Array.isArray(subscribed) || templateCodes.every((id) => field(answer, id))
  if (behavior !== 'subscribe' || !isKnown)
    throw fail(nativeErrors[code] ?? 'SYSTEM', `my.requestSubscribeMessage: error ${code}.`)

  const isAgreed = (id: string): boolean =>
    Array.isArray(subscribed) ? subscribed.includes(id) : field(answer, id) === 'accept'
  return { type: 'ANSWERED', templates: decisions(templateCodes, isAgreed) }
}

/** AlipayCN's own panel. No document says whether it takes the platform's template codes. */
export function openNativePanel({ templates }: PanelView, { bridge }: PanelAccess): OpenPanel {
  const entityIds = templates.map(({ templateCode }) => templateCode)
  const ask = async (): Promise<PanelAnswer> =>
    readNativeAnswer(await callJsapi(bridge, 'requestSubscribeMessage', 'panel', { entityIds }), entityIds)
  return {
    answer: ask(),
    // The super app shows and hides it.
    update: () => undefined,
    close: () => undefined,
  }
}
