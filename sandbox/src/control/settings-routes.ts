import { Type, type Static } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { sendSettings } from '../state/settings/send-settings.js'
import { tokenSettings } from '../state/settings/token-settings.js'
import { wireSettings } from '../state/settings/wire-settings.js'
import {
  AllSettings,
  settingFacts,
  settingNames,
  SettingsChange,
  type SettingName,
} from '../state/settings-schema.js'
import type { TypedApp } from '../typed-app.js'

const tags = ['Settings']

/** What a setting means and how well its default is known. */
export const SettingDescription = Type.Object({
  name: Type.String(),
  area: Type.Enum(['wire', 'tokens', 'send', 'superApp'], {
    description: 'Headers and signatures; codes and tokens; sending; the JSAPIs.',
  }),
  default: Type.Unknown(),
  meaning: Type.String(),
  mark: Type.Enum(['documented', 'sibling', 'inferred', 'unknown']),
  source: Type.String(),
  schema: Type.Unknown({ description: 'JSON Schema of its values.' }),
})
export type SettingDescription = Static<typeof SettingDescription>

function areaOf(name: SettingName): SettingDescription['area'] {
  if (name in wireSettings) return 'wire'
  if (name in tokenSettings) return 'tokens'
  return name in sendSettings ? 'send' : 'superApp'
}

/** What the platform's documents leave open. What a change leaves out stays; a reset undoes it. */
export function registerSettings(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/settings',
    { schema: { tags, summary: 'All settings', response: { 200: AllSettings } } },
    () => sandbox.state.settings,
  )
  app.post(
    '/_sandbox/settings',
    {
      schema: {
        tags,
        summary: 'Changes some settings',
        body: SettingsChange,
        response: { 200: AllSettings },
      },
    },
    (request) => Object.assign(sandbox.state.settings, request.body),
  )
  app.get(
    '/_sandbox/settings/descriptions',
    {
      schema: {
        tags,
        summary: 'What each setting means, its default, and how well that default is known',
        response: {
          200: Type.Object({ settings: Type.Array(SettingDescription) }),
        },
      },
    },
    () => ({ settings: settingNames.map((name) => ({ name, area: areaOf(name), ...settingFacts[name] })) }),
  )
}
