import type { SettingDescription } from '../../../control/behaviour-routes.js'
import type { SettingTexts } from '../../texts/setting-texts-zh.js'

/** How the values of a setting are entered. */
export type SettingField =
  { kind: 'choice'; values: readonly (string | boolean)[] } | { kind: 'figure' } | { kind: 'text' }

/** From the JSON Schema that the server gives for its values. */
export function fieldOf(schema: unknown): SettingField {
  const { type, enum: values } = Object(schema) as { type?: string; enum?: string[] }
  if (values) return { kind: 'choice', values }
  if (type === 'boolean') return { kind: 'choice', values: [true, false] }
  return { kind: type === 'integer' || type === 'number' ? 'figure' : 'text' }
}

/** What is sent for what was typed. What is not a figure goes as it is: the server's refusal says what is allowed. */
export function valueOf(draft: string, { kind }: SettingField): unknown {
  const text = draft.trim()
  return kind === 'figure' && text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text
}

export interface SettingFilters {
  search: string
  mark: SettingDescription['mark'] | ''
  only: 'changed' | ''
}

/** Settings that fit all filters; every word of the search stands in name, meaning, source or value. */
export function foundSettings(
  settings: readonly SettingDescription[],
  values: Readonly<Record<string, unknown>>,
  { search, mark, only }: SettingFilters,
  textsOf: (setting: SettingDescription) => SettingTexts,
): SettingDescription[] {
  const words = search.toLowerCase().split(/\s+/)
  return settings.filter((one) => {
    const value = values[one.name]
    const shown = textsOf(one)
    const text = [one.name, one.meaning, one.source, shown.meaning, shown.source, String(value)]
      .join(' ')
      .toLowerCase()
    return (
      (mark === '' || one.mark === mark) &&
      (only === '' || value !== one.default) &&
      words.every((word) => text.includes(word))
    )
  })
}
