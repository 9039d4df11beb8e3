import Type, { type Static } from 'typebox'
import { SiteName, type TemplateDraftSchema } from '../state/seed.js'
import { RFC_1766_TAG } from './choose-language.js'

/** What the super app's administrator fills in. */
export type TemplateDraft = Static<typeof TemplateDraftSchema>

/** Texts of one language; `{{name}}` stands for a variable. */
export const TemplateText = Type.Object({
  title: Type.String(),
  body: Type.String(),
  footer: Type.Optional(Type.String()),
})
export type TemplateText = Static<typeof TemplateText>

/** Where a variable goes: into the texts, or into what opens on a tap. */
export const Variable = Type.Object({
  name: Type.String(),
  sample: Type.String(),
  use: Type.Enum(['TEXT', 'BODY_LINK', 'FOOTER_LINK']),
})
export type Variable = Static<typeof Variable>

/** A merchant's request to use a template for one mini program. */
export const Application = Type.Object({
  applicationId: Type.String(),
  templateId: Type.String(),
  appId: Type.String(),
  scenario: Type.String(),
  status: Type.Enum(['UNDER_REVIEW', 'APPROVED', 'REJECTED', 'WITHDRAWN']),
  templateCode: Type.Optional(
    Type.String({
      description: 'Given with the approval; the platform’s page calls it Customized Template ID.',
    }),
  ),
  reason: Type.Optional(Type.String({ description: 'Why it was rejected.' })),
  changedAt: Type.String({ description: 'ISO 8601, the sandbox’s time.' }),
})
export type Application = Static<typeof Application>

export const Template = Type.Object({
  templateId: Type.String(),
  site: SiteName,
  name: Type.String(),
  channel: Type.Enum(['INBOX', 'PUSH', 'SMS']),
  kind: Type.Enum(['ONE_TIME', 'LONG_TERM']),
  variables: Type.Array(Variable),
  texts: Type.Record(Type.String(), TemplateText),
})
export type Template = Static<typeof Template>

const placeholder = /\{\{(\w+)\}\}/g

/** Replaces `{{name}}` once and in one pass: a value that itself looks like a placeholder stays as it is. */
const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)

/** Names of the variables that a text uses. */
const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name = '']) => name)

/** The texts with their placeholders replaced. */
export function renderText(text: TemplateText, values: ReadonlyMap<string, string>): TemplateText {
  return {
    title: filled(text.title, values),
    body: filled(text.body, values),
    ...(text.footer !== undefined && { footer: filled(text.footer, values) }),
  }
}

/** What is wrong with a template's texts, or undefined: a name that no request could ever fill shows late. */
export function textProblem({
  texts,
  variables,
}: Pick<TemplateDraft, 'texts' | 'variables'>): string | undefined {
  const names = variables.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `variable ${twice} is there twice.`
  for (const [language, { title, body, footer = '' }] of Object.entries(texts)) {
    if (!RFC_1766_TAG.test(language)) return `texts: "${language}" is not a language tag such as en or zh-CN.`
    const unknown = placeholdersIn(`${title} ${body} ${footer}`).find((name) => !names.includes(name))
    if (unknown !== undefined) return `texts.${language} uses {{${unknown}}}, which is not a variable.`
  }
  return undefined
}
