import { createHash } from 'node:crypto'
import { kindOf, type AppConfig, type TemplateConfig } from '../apps.js'
import type { Consent, TemplatesAnswer } from '../contract/front-end.js'
import type { PanelTexts } from './panel-texts/panel-texts.js'
import { v0_1_0 } from './panel-texts/v0_1_0.js'

/** What the panel shows about sender and templates, in the language nearest to the one asked for. */
export function servedTexts(
  app: AppConfig,
  templates: readonly TemplateConfig[],
  language: string,
): TemplatesAnswer {
  const transferNotice = app.sender.transferNotice && nearest(app.sender.transferNotice, language)
  const sender = {
    name: nearest(app.sender.name, language),
    privacyUrl: app.sender.privacyUrl,
    ...(transferNotice !== undefined && { transferNotice }),
  }
  const textsOf = (some: readonly TemplateConfig[]) =>
    some.map((template) => ({
      templateCode: template.templateCode,
      ...nearest(template.texts, language),
      kind: kindOf(template),
    }))
  // Of all the app's words in this language, whichever of them a panel shows. A logo is no word.
  const textVersion = versionOf({ sender, templates: textsOf(app.templates) })
  const { logoUrl } = app.sender
  return {
    sender: { ...sender, ...(logoUrl !== undefined && { logoUrl }) },
    textVersion,
    templates: textsOf(templates),
  }
}

const versionOf = (words: object) =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16)

/** The same tag, else the same language, else English, else whatever there is. */
function nearest<T>(texts: Readonly<Record<string, T>>, language: string): T {
  const wanted = language.toLowerCase()
  const base = wanted.split('-')[0] ?? ''
  const entries = Object.entries(texts)
  const match =
    entries.find(([tag]) => tag.toLowerCase() === wanted) ??
    entries.find(([tag]) => tag.toLowerCase().split('-')[0] === base) ??
    entries.find(([tag]) => tag.toLowerCase().split('-')[0] === 'en') ??
    entries[0]
  if (!match) throw new Error('the configuration schema demands at least one language')
  return match[1]
}

interface TextCheck {
  textVerified: boolean
  /** Why. */
  textCheck:
    'MATCHES' | 'NO_TEXT' | 'VERSION_DIFFERS' | 'SERVED_TEXT_MISSING' | 'COMPONENT_UNKNOWN' | 'STRANGE_TEXT'
}

/**
 * The sentences a version of our component may show around the served texts; undefined for a component we
 * don't know. `{sender}` stands for the served name, `{count}` for how many templates have their box ticked.
 */
export type BuiltinTexts = (shown: {
  component: string
  language: string
  customerBelongsTo: string
}) => readonly string[] | undefined

export const noBuiltinTexts: BuiltinTexts = () => undefined

interface ServedAndKnown {
  /** What we serve, in each language that may have been asked for. */
  served: readonly TemplatesAnswer[]
  customerBelongsTo: string
  builtinTexts: BuiltinTexts
}

/** Was what the user read what we served, within the sentences that this component's version has? */
export function checkText(
  consent: Consent,
  { served, customerBelongsTo, builtinTexts }: ServedAndKnown,
): TextCheck {
  const { component, language, surface, text, textVersion } = consent
  if (surface !== 'BUILTIN' || text === undefined) return no('NO_TEXT')
  const ours = served.find((candidate) => candidate.textVersion === textVersion)
  if (!ours) return no('VERSION_DIFFERS')
  const mustBeShown = servedStrings(ours)
  if (!mustBeShown.every((shown) => text.some((line) => line.includes(shown))))
    return no('SERVED_TEXT_MISSING')
  const builtin = builtinTexts({ component, language, customerBelongsTo })
  if (!builtin) return no('COMPONENT_UNKNOWN')
  const known = new Set([
    ...mustBeShown,
    ...builtin
      .flatMap((line) => ours.templates.map((_, index) => line.replaceAll('{count}', String(index + 1))))
      // A function: `$&` in a name is no pattern.
      .map((line) => line.replaceAll('{sender}', () => ours.sender.name)),
  ])
  return text.every((line) => known.has(line))
    ? { textVerified: true, textCheck: 'MATCHES' }
    : no('STRANGE_TEXT')
}

const no = (textCheck: TextCheck['textCheck']): TextCheck => ({ textVerified: false, textCheck })

const servedStrings = ({ sender, templates }: TemplatesAnswer): string[] => [
  sender.name,
  ...(sender.transferNotice === undefined ? [] : [sender.transferNotice]),
  ...templates.flatMap(({ title, description, example }) =>
    [title, description, example].filter((shown) => shown !== undefined),
  ),
]

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
