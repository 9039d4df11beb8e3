import { RFC_1766_TAG } from './choose-language.js'
import { placeholdersIn } from './render-text.js'
import type { TemplateDraft } from './template.js'

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
