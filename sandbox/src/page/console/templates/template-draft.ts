import type { TemplateDraft } from '../../../console/template.js'

/** The languages that the form has fields for. */
export const draftLanguages = ['en', 'zh-CN'] as const
export type DraftLanguage = (typeof draftLanguages)[number]

export interface DraftText {
  title: string
  body: string
  footer: string
}

/** The form's fields as they stand in it. */
export interface DraftForm {
  name: string
  channel: TemplateDraft['channel']
  kind: TemplateDraft['kind']
  texts: Record<DraftLanguage, DraftText>
  /** By variable; a missing one is empty. */
  samples: Readonly<Record<string, string>>
  /** Whether a tap on body and footer opens a page that the backend names. */
  hasLinks: boolean
}

const noText: DraftText = { title: '', body: '', footer: '' }

export const emptyDraft: DraftForm = {
  name: '',
  channel: 'INBOX',
  kind: 'LONG_TERM',
  texts: { en: noText, 'zh-CN': noText },
  samples: {},
  hasLinks: false,
}

const linkSample = 'pages%2Findex%2Findex&query=id%3D1'

/** Names of the variables in all texts, each once, in the order of reading. */
export function variablesIn({ texts }: Pick<DraftForm, 'texts'>): string[] {
  const all = draftLanguages.flatMap((language) => Object.values(texts[language]).join(' '))
  return [...new Set([...all.join(' ').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))]
}

/** What is sent, or undefined while a name, or a title with a body in some language, is missing. */
export function templateDraftOf(form: DraftForm): TemplateDraft | undefined {
  const written = draftLanguages.filter(
    (language) => form.texts[language].title.trim() !== '' && form.texts[language].body.trim() !== '',
  )
  if (form.name.trim() === '' || written.length === 0) return undefined
  const texts = Object.fromEntries(written.map((language) => [language, textOf(form.texts[language])]))
  const variables = variablesIn(form).map((name) => ({
    name,
    sample: form.samples[name] ?? '',
    use: 'TEXT' as const,
  }))
  return {
    name: form.name.trim(),
    channel: form.channel,
    kind: form.kind,
    variables: form.hasLinks ? [...variables, ...links] : variables,
    texts,
  }
}

const links = [
  { name: 'miniBodyUrl', sample: linkSample, use: 'BODY_LINK' as const },
  { name: 'miniFooterUrl', sample: linkSample, use: 'FOOTER_LINK' as const },
]

const textOf = ({ title, body, footer }: DraftText): TemplateDraft['texts'][string] => ({
  title: title.trim(),
  body: body.trim(),
  ...(footer.trim() !== '' && { footer: footer.trim() }),
})
