import type { Decision } from './contract.js'
import { fail } from './result.js'
import { field, textField } from './jsapi.js'
import type { PanelAnswer, PanelView } from './panel-view.js'

/**
 * The one template that an official panel is opened for. Its answer is one for all templates, so with
 * several it would not say what was agreed to, and a record of it would be a guess.
 */
export function onlyTemplate({ templates }: PanelView): string {
  const [one, another] = templates
  if (!one || another)
    throw fail(
      'INVALID_CONFIG',
      'The official panel answers for one template at a time: templateIds has more.',
    )
  return one.templateCode
}

/**
 * What the official components (`subscribe-msg-svelte`, `subscribe-msg-mp`) hand to their callback.
 * Their documented surface: `success`, `type` AGREE or REJECT, `errorCode` text.
 */
export function readOfficialResult(result: unknown, templateCode: string): PanelAnswer {
  const type = field(result, 'type')
  if (field(result, 'success') === true && (type === 'AGREE' || type === 'REJECT')) {
    const templates: Record<string, Decision> = { [templateCode]: type }
    return { type: 'ANSWERED', templates }
  }
  const errorCode = textField(result, 'errorCode') || 'SYSTEM'
  if (errorCode === 'CANCELLED') return { type: 'CLOSED', by: 'close' }
  throw fail(errorCode, `The official panel: ${errorCode}.`)
}
