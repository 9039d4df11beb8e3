import type { TemplateText } from './template.js'

const placeholder = /\{\{(\w+)\}\}/g

/** Replaces `{{name}}` once and in one pass: a value that itself looks like a placeholder stays as it is. */
const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)

/** Names of the variables that a text uses. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name = '']) => name)

/** The texts with their placeholders replaced. */
export function renderText(text: TemplateText, values: ReadonlyMap<string, string>): TemplateText {
  return {
    title: filled(text.title, values),
    body: filled(text.body, values),
    ...(text.footer !== undefined && { footer: filled(text.footer, values) }),
  }
}
