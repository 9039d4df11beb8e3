import { Type, type Static } from '@fastify/type-provider-typebox'
import { SiteName, type TemplateDraftSchema } from '../state/seed-schema.js'

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
