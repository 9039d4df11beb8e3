import { createHash } from 'node:crypto'
import type { TemplatesAnswer } from '../http/schemas/templates.js'
import type { AppConfig, TemplateConfig } from './app-config.js'
import { kindOf } from './apps.js'

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
