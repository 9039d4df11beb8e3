import type { TemplateText } from './template.js'

/** Replaces `{{name}}` once and in one pass: a value that itself looks like a placeholder stays as it is. */
const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values.get(name) ?? placeholder)

/** The texts with their placeholders replaced. */
export function renderText(text: TemplateText, values: ReadonlyMap<string, string>): TemplateText {
  return {
    title: filled(text.title, values),
    body: filled(text.body, values),
    ...(text.footer !== undefined && { footer: filled(text.footer, values) }),
  }
}
