import type { BuiltinTexts } from './check-text.js'
import type { PanelTexts } from './panel-texts/panel-texts.js'
import { v0_1_0 } from './panel-texts/v0_1_0.js'

/** Every published version of the components; one is added with each release and none is ever taken away. */
const versions: Readonly<Record<string, PanelTexts>> = { '0.1.0': v0_1_0 }

/** The sentences of our own components, e.g. `mini-message-h5/0.1.0`; undefined for any other. */
export const knownPanelTexts: BuiltinTexts = ({ component, language, customerBelongsTo }) => {
  const [, version = ''] = /^mini-message-(?:h5|dsl)\/(\d+\.\d+\.\d+)$/.exec(component) ?? []
  const languages = versions[version]
  // The device names the language: `valueOf` is none.
  if (!languages || !Object.hasOwn(languages, language)) return undefined
  const texts = languages[language]
  if (!texts) return undefined
  const superApp = texts.superApps[customerBelongsTo] ?? texts.superApps['*'] ?? ''
  return texts.lines.map((line) => line.replaceAll('{superApp}', superApp))
}
