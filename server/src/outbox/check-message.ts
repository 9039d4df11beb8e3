import { ApiError } from '../api-error.js'
import type { TemplateConfig } from '../apps/app-config.js'
import { kindOf } from '../apps/apps.js'
import { needsOf } from '../consent/needs.js'
import type { MessageRequest } from '../http/schemas/messages.js'
import type { StoredSubscription } from '../store/store.js'
import type { Addressee } from './addressees.js'

/** @throws ApiError TEMPLATE_MISMATCH, MISSING_VARIABLE, UNKNOWN_VARIABLE */
export function checkTemplate(
  subscription: StoredSubscription,
  template: TemplateConfig,
  request: MessageRequest,
): void {
  if (subscription.templateCode !== template.templateCode) {
    throw new ApiError(
      'TEMPLATE_MISMATCH',
      `the subscription is for template ${subscription.templateCode}, not for ${template.templateCode}`,
    )
  }
  checkVariables(template, request)
}

/** Where the template's variables are known: no message lacks one, or holds one that is none. */
function checkVariables({ templateCode, variables }: TemplateConfig, { templates }: MessageRequest): void {
  if (!variables) return
  for (const { language, templateParameters } of templates) {
    const place = `templates (${language}): templateParameters`
    const missing = variables.filter((name) => !Object.hasOwn(templateParameters, name))
    if (missing.length > 0) {
      throw new ApiError(
        'MISSING_VARIABLE',
        `${place} lacks ${missing.join(', ')}, which template ${templateCode} has`,
      )
    }
    const unknown = Object.keys(templateParameters).find((name) => !variables.includes(name))
    if (unknown !== undefined) {
      throw new ApiError(
        'UNKNOWN_VARIABLE',
        `${place} holds ${JSON.stringify(unknown.slice(0, 64))}, which template ${templateCode} has not: compare it with "variables" in APPS_FILE`,
      )
    }
  }
}

/** @throws ApiError NOT_SUBSCRIBED, AUTHORIZATION_NEEDED */
export function checkConsent(
  { subscription, token }: Addressee,
  template: TemplateConfig,
  now: number,
): void {
  if (subscription.type === null) throw notSubscribed('the user has not answered yet')
  if (subscription.type === 'REJECT') throw notSubscribed('the user does not want these messages')
  const needs = needsOf(subscription, kindOf(template), token, now)
  if (needs === 'CONSENT') throw wasUsed()
  if (needs === 'AUTHORIZATION') {
    throw new ApiError(
      'AUTHORIZATION_NEEDED',
      'the authorization is gone: let the user open the mini program again',
    )
  }
}

export const wasUsed = () => notSubscribed('the message that the user agreed to was sent; ask again')

export const notSubscribed = (why: string) => new ApiError('NOT_SUBSCRIBED', `nothing was sent: ${why}`)
