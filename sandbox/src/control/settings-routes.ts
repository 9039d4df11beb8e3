import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { AllSettings, settingFacts, settingNames, SettingsChange } from '../state/settings-schema.js'
import type { TypedApp } from '../typed-app.js'

const tags = ['Settings']

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
          200: Type.Object({
            settings: Type.Array(
              Type.Object({
                name: Type.String(),
                default: Type.Unknown(),
                meaning: Type.String(),
                mark: Type.String(),
                source: Type.String(),
                schema: Type.Unknown({ description: 'JSON Schema of its values.' }),
              }),
            ),
          }),
        },
      },
    },
    () => ({ settings: settingNames.map((name) => ({ name, ...settingFacts[name] })) }),
  )
}
