import { settingFacts, settingNames, type Settings } from './settings-schema.js'

export type { Settings }

export const defaultSettings = Object.fromEntries(
  settingNames.map((name) => [name, settingFacts[name].default]),
) as Readonly<Settings>
