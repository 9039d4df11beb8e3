import type { Consent } from '../http/schemas/subscriptions.js'
import type { TemplatesAnswer } from '../http/schemas/templates.js'

export interface TextCheck {
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

export interface ServedAndKnown {
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
