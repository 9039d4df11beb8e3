import { matchLanguage, RFC_1766_TAG } from '../console/choose-language.js'
import { readMessageTarget, type MessageTarget } from '../console/message-target.js'
import { renderText, type Template, type TemplateText, type Variable } from '../console/template.js'
import type { Settings } from '../state/settings.js'
import { isObject, type RequestFields } from './fields.js'
import { GatewayRefusal } from './result-codes.js'

/** One element of `templates`: the variables' values for one language. */
export interface ContentTemplate {
  language: string
  values: ReadonlyMap<string, string>
}

/**
 * `templates` of message/send: 1 to 5 elements. Only the sample shows `language`; the sibling's table
 * calls it optional, so an element without one is taken for the template's first language.
 */
export function readContents(fields: RequestFields, settings: Settings): ContentTemplate[] {
  return fields.objects('templates').map((element, index) => {
    const at = `templates[${index}]`
    const values = readValues(element.templateParameters ?? {}, at, settings)
    return { language: readLanguage(element, at), values }
  })
}

function readLanguage({ language }: Record<string, unknown>, at: string): string {
  if (language === undefined || language === null) return ''
  if (typeof language === 'string' && RFC_1766_TAG.test(language)) return language
  throw new GatewayRefusal('PARAM_ILLEGAL', `${at}.language must be a tag such as zh-CN.`)
}

function readValues(
  parameters: unknown,
  at: string,
  { specialCharactersInValues }: Settings,
): ReadonlyMap<string, string> {
  if (!isObject(parameters)) {
    throw new GatewayRefusal('PARAM_ILLEGAL', `${at}.templateParameters must be an object.`)
  }
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'string') {
      throw new GatewayRefusal('PARAM_ILLEGAL', `${at}.templateParameters.${name} must be a string.`)
    }
    if (specialCharactersInValues === 'refuse' && /[@#?]/.test(value)) {
      const message = `${at}.templateParameters.${name} must not contain @, # or ?.`
      throw new GatewayRefusal('PARAM_ILLEGAL', message)
    }
    values.set(name, value)
  }
  return values
}

export interface RenderedMessage extends TemplateText {
  /** The template's tag, which `en-US` in a request may have led to. */
  language: string
  targets: { body?: MessageTarget; footer?: MessageTarget }
}

/**
 * The message in the user's language if the request brings it, otherwise in its first. Every language of
 * the request is checked, so that a missing placeholder shows whoever reads it.
 */
export function renderFor(
  userLanguage: string,
  template: Template,
  contents: readonly ContentTemplate[],
  settings: Settings,
): RenderedMessage {
  const all = contents.map((content) => render(template, content, settings))
  const tags = all.map(({ language }) => language)
  const wanted = matchLanguage(userLanguage, tags)
  const chosen = all.find(({ language }) => language === wanted) ?? all[0]
  if (!chosen) throw new GatewayRefusal('PARAM_ILLEGAL', 'templates is empty.')
  return chosen
}

function render(
  template: Template,
  { language, values }: ContentTemplate,
  settings: Settings,
): RenderedMessage {
  const tags = Object.keys(template.texts)
  const tag = language === '' ? tags[0] : matchLanguage(language, tags)
  const text = tag === undefined ? undefined : template.texts[tag]
  if (tag === undefined || !text) {
    const message = `The template has no text in ${language}; it has ${tags.join(', ')}.`
    throw new GatewayRefusal('PARAM_ILLEGAL', message)
  }
  checkVariables(template, values, tag, settings)
  const body = targetOf('BODY_LINK', template.variables, values, settings)
  const footer = targetOf('FOOTER_LINK', template.variables, values, settings)
  const rendered = renderText(text, values)
  checkLength(rendered, tag, settings)
  return {
    language: tag,
    ...rendered,
    targets: { ...(body && { body }), ...(footer && { footer }) },
  }
}

function checkVariables(
  { variables }: Template,
  values: ReadonlyMap<string, string>,
  tag: string,
  { missingVariable, unknownVariable }: Settings,
): void {
  const missing = variables.find(({ name }) => !values.has(name))
  if (missing && missingVariable === 'refuse') {
    const message = `templateParameters.${missing.name} is missing for language ${tag}.`
    throw new GatewayRefusal('PARAM_ILLEGAL', message)
  }
  const unknown = [...values.keys()].find((name) => variables.every((variable) => variable.name !== name))
  if (unknown !== undefined && unknownVariable === 'refuse') {
    const message = `templateParameters.${unknown} is not a variable of the template.`
    throw new GatewayRefusal('PARAM_ILLEGAL', message)
  }
}

function checkLength(
  { title, body, footer = '' }: TemplateText,
  tag: string,
  { longestMessage }: Settings,
): void {
  const { length } = title + body + footer
  if (longestMessage === 0 || length <= longestMessage) return
  const message = `The message has ${length} characters in ${tag}; at most ${longestMessage} are allowed.`
  throw new GatewayRefusal('PARAM_ILLEGAL', message)
}

function targetOf(
  use: Variable['use'],
  variables: readonly Variable[],
  values: ReadonlyMap<string, string>,
  { linkWithoutQuery }: Settings,
): MessageTarget | undefined {
  const name = variables.find((variable) => variable.use === use)?.name
  const value = name === undefined ? undefined : values.get(name)
  if (name === undefined || value === undefined) return undefined
  if (linkWithoutQuery === 'refuse' && !value.includes('&query=')) {
    throw new GatewayRefusal('PARAM_ILLEGAL', `templateParameters.${name} has no &query=.`)
  }
  const target = readMessageTarget(value)
  if (!target) throw new GatewayRefusal('PARAM_ILLEGAL', `templateParameters.${name} is not URL-encoded.`)
  return target
}
