import { RFC_1766_TAG } from '../console/choose-language.js'
import type { Settings } from '../state/settings.js'
import { GatewayRefusal } from './refusal.js'
import { isObject, type RequestFields } from './request-fields.js'

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
