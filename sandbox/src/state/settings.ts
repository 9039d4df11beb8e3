import Type, { type Static } from 'typebox'
import { sendSettings } from './settings/send-settings.js'
import { superAppSettings } from './settings/superapp-settings.js'
import { tokenSettings } from './settings/token-settings.js'
import { wireSettings } from './settings/wire-settings.js'

/** What the platform's documents leave open, each with the default that the sandbox takes. */
export const settingFacts = {
  ...wireSettings,
  ...tokenSettings,
  ...sendSettings,
  ...superAppSettings,
} as const

export type SettingName = keyof typeof settingFacts
export const settingNames = Object.keys(settingFacts) as SettingName[]

type Settings = { [Name in SettingName]: Static<(typeof settingFacts)[Name]['schema']> }

const properties = Object.fromEntries(
  settingNames.map((name) => [name, settingFacts[name].schema]),
) as unknown as { [Name in SettingName]: (typeof settingFacts)[Name]['schema'] }

/** Settings by name; what is left out stays. */
export const SettingsChange = Type.Partial(Type.Object(properties), {
  additionalProperties: false,
  title: 'setting',
})
/** All of them. */
export const AllSettings = Type.Object(properties, { additionalProperties: false })

export type { Settings }

export const defaultSettings = Object.fromEntries(
  settingNames.map((name) => [name, settingFacts[name].default]),
) as Readonly<Settings>
