import Type, { type Static } from 'typebox'
import { appId, customerBelongsTo, language, templateCode, templateKind } from './words.js'

export const templatesQuery = Type.Object({
  appId,
  customerBelongsTo,
  templateCodes: Type.String({
    description: 'Comma separated.',
    minLength: 1,
    maxLength: 1300,
    pattern: '^[\\w.-]+(,[\\w.-]+)*$',
  }),
  language: Type.Optional(language),
})

const templateText = Type.Object({
  templateCode,
  title: Type.String(),
  description: Type.Optional(Type.String()),
  example: Type.Optional(Type.String()),
  kind: templateKind,
})

export const templatesAnswer = Type.Object({
  sender: Type.Object({
    name: Type.String(),
    privacyUrl: Type.String(),
    logoUrl: Type.Optional(Type.String({ description: 'https, or a path.' })),
    transferNotice: Type.Optional(Type.String()),
  }),
  textVersion: Type.String(),
  templates: Type.Array(templateText),
})

export type TemplatesAnswer = Static<typeof templatesAnswer>
