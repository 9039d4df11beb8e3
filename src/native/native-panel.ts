import { decisions, templateCodeOf } from '../by-template.js'
import { fail } from '../errors.js'
import type { OpenPanel, PanelAccess } from '../host.js'
import { callJsapi, field } from '../jsapi/call-jsapi.js'
import { nativeErrors } from './native-errors.js'
import type { PanelAnswer, PanelView } from '../panel-view.js'

/** What the person answered, by template; `behavior` alone can't tell agreeing from refusing. */
export function readNativeAnswer(answer: unknown, templateCodes: string[]): PanelAnswer {
  const behavior = field(answer, 'behavior')
  // `error` is the deprecated name.
  const code = String(field(answer, 'errorCode') || field(answer, 'error'))
  // 11: the user's own cancelling.
  if (behavior === 'cancel' || code === '11') return { type: 'CLOSED', by: 'close' }

  const subscribed = field(field(answer, 'result'), 'subscribedEntityIds')
  const isAgreed = (id: string): boolean =>
    Array.isArray(subscribed) ? subscribed.includes(id) : field(answer, id) === 'accept'
  const isKnown = Array.isArray(subscribed) || templateCodes.every((id) => field(answer, id))
  if (behavior !== 'subscribe' || !isKnown)
    throw fail(nativeErrors[code] || 'SYSTEM', `my.requestSubscribeMessage: error ${code}.`)

  return { type: 'ANSWERED', templates: decisions(templateCodes, isAgreed) }
}

/** AlipayCN's own panel. Whether it takes the platform's template codes is not documented. */
export function openNativePanel({ templates }: PanelView, { bridge }: PanelAccess): OpenPanel {
  const entityIds = templates.map(templateCodeOf)
  const read = (answer: unknown): PanelAnswer => readNativeAnswer(answer, entityIds)
  return {
    answer: callJsapi(bridge, 'requestSubscribeMessage', 'panel', { entityIds }).then(read),
    // The super app shows and hides it.
    update: () => undefined,
    close: () => undefined,
  }
}
