import { useState } from 'preact/hooks'
import type { SettingDescription } from '../../control/behaviour-routes.js'
import { ConfirmButton, Refusal, useAction } from '../controls/buttons.js'
import { Empty, Pill, type Tone, Section } from '../controls/section.js'
import { SelectField, TextField } from '../controls/field.js'
import { useLanguageTag, useTexts } from '../language.js'
import { useResource } from '../live.js'
import { sendJson } from '../ask.js'
import { type SettingTexts, settingTextsZh } from '../texts/setting-texts-zh.js'

type Mark = SettingDescription['mark']
type Values = Readonly<Record<string, unknown>>

const path = '/_sandbox/settings'
const marks: readonly Mark[] = ['documented', 'sibling', 'inferred', 'unknown']
const tones: Readonly<Record<Mark, Tone>> = {
  documented: 'good',
  sibling: 'plain',
  inferred: 'waiting',
  unknown: 'bad',
}

/** Every setting that the server lists: its value, how well its default is known and whence, and back to it. */
export function BehaviourTab() {
  const { behaviour: text, console: shared, filters: words } = useTexts()
  const language = useLanguageTag()
  const [filters, setFilters] = useState<SettingFilters>({ search: '', mark: '', only: '' })
  const settings = useResource<{ settings: SettingDescription[] }>(`${path}/descriptions`)?.settings
  const values = useResource<Values>(path)
  const { refusal, run } = useAction()
  if (!settings || !values) return <p class="notice">{shared.loading}</p>
  const textsOf = (setting: SettingDescription): SettingTexts =>
    (language === 'zh-CN' && settingTextsZh[setting.name]) || setting
  const changed = settings.filter((one) => values[one.name] !== one.default)
  const shown = foundSettings(settings, values, filters, textsOf)
  const areas = [...new Set(shown.map(({ area }) => area))]
  const resetAll = (): void =>
    run(() => sendJson(path, Object.fromEntries(changed.map((one) => [one.name, one.default]))))
  return (
    <>
      <Section
        title={text.title}
        hint={text.hint}
        aside={<span class="count">{words.count(shown.length, settings.length)}</span>}
      >
        <div class="filters" role="search">
          <TextField
            label={words.search}
            type="search"
            value={filters.search}
            change={(search) => setFilters({ ...filters, search })}
            placeholder={text.searchHint}
          />
          <SelectField
            label={text.mark}
            value={filters.mark}
            choices={[
              { value: '', label: words.all },
              ...marks.map((value) => ({ value, label: text.marks[value] })),
            ]}
            change={(mark) => setFilters({ ...filters, mark })}
          />
          <SelectField
            label={words.status}
            value={filters.only}
            choices={[
              { value: '', label: words.all },
              { value: 'changed', label: text.changedCount(changed.length) },
            ]}
            change={(only) => setFilters({ ...filters, only })}
          />
        </div>
        {changed.length > 0 && (
          <ConfirmButton
            label={text.resetAll}
            question={text.resetAllQuestion(changed.length)}
            confirm={text.resetAll}
            run={resetAll}
          />
        )}
        <Refusal text={refusal} />
        {shown.length === 0 && <Empty title={words.noMatch} hint={words.noMatchHint} />}
      </Section>
      {areas.map((area) => (
        <Section key={area} title={text.areas[area]}>
          <ul class="rows">
            {shown
              .filter((one) => one.area === area)
              .map((one) => (
                <SettingRow
                  key={one.name}
                  setting={one}
                  words={textsOf(one)}
                  isTranslated={language === 'en' || one.name in settingTextsZh}
                  value={values[one.name]}
                />
              ))}
          </ul>
        </Section>
      ))}
    </>
  )
}

function SettingRow(props: {
  setting: SettingDescription
  words: SettingTexts
  isTranslated: boolean
  value: unknown
}) {
  const text = useTexts().behaviour
  const { setting, words, value } = props
  const { name, mark } = setting
  const { refusal, run } = useAction()
  const isDefault = value === setting.default
  const lang = props.isTranslated ? undefined : 'en'
  const set = (to: unknown): void => run(() => sendJson(path, { [name]: to }))
  return (
    <li class={isDefault ? 'setting' : 'setting setting--changed'}>
      <div class="setting__text">
        <p class="setting__name">
          <code>{name}</code>
          <Pill tone={tones[mark]}>{text.marks[mark]}</Pill>
          {!isDefault && <Pill tone="waiting">{text.changed}</Pill>}
        </p>
        <p lang={lang}>{words.meaning}</p>
        <p class="row__note">
          {text.source} <span lang={lang}>{words.source}</span>
        </p>
      </div>
      <div class="setting__value">
        {/* A value that was changed elsewhere is a new field: what was typed into the old one is gone. */}
        <SettingField key={String(value)} setting={setting} value={value} set={set} />
        <p class="row__note">
          {text.default} <code>{String(setting.default)}</code>
        </p>
        {!isDefault && (
          <button
            class="small-button"
            type="button"
            aria-label={`${text.reset}: ${name}`}
            onClick={() => set(setting.default)}
          >
            {text.reset}
          </button>
        )}
        <Refusal text={refusal} />
      </div>
    </li>
  )
}

/** A choice is set at once, a figure or text when it is left or with Enter. */
function SettingField(props: { setting: SettingDescription; value: unknown; set: (value: unknown) => void }) {
  const { setting, value, set } = props
  const field = fieldOf(setting.schema)
  const label = setting.name
  const [draft, setDraft] = useState(String(value))
  if (field.kind === 'choice') {
    return (
      <SelectField
        label={label}
        value={String(value)}
        choices={field.values.map((one) => ({ value: String(one), label: String(one) }))}
        change={(chosen) => set(field.values.find((one) => String(one) === chosen))}
      />
    )
  }
  const send = (): void => {
    if (draft !== String(value)) set(valueOf(draft, field))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onFocusOut={send}
    >
      <TextField
        label={label}
        value={draft}
        change={setDraft}
        {...(field.kind === 'figure' && { inputMode: 'numeric' as const })}
      />
    </form>
  )
}

/** How the values of a setting are entered. */
type FieldShape =
  { kind: 'choice'; values: readonly (string | boolean)[] } | { kind: 'figure' } | { kind: 'text' }

/** From the JSON Schema that the server gives for its values. */
export function fieldOf(schema: unknown): FieldShape {
  const { type, enum: values } = Object(schema) as { type?: string; enum?: string[] }
  if (values) return { kind: 'choice', values }
  if (type === 'boolean') return { kind: 'choice', values: [true, false] }
  return { kind: type === 'integer' || type === 'number' ? 'figure' : 'text' }
}

/** What is sent for what was typed. What is not a figure goes as it is: the server's refusal says what is allowed. */
export function valueOf(draft: string, { kind }: FieldShape): unknown {
  const text = draft.trim()
  return kind === 'figure' && text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text
}

interface SettingFilters {
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
