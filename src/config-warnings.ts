import type { TemplateText } from './contract.js'
import type { Host } from './host.js'
import type { SubscribeRequest } from './options.js'

/**
 * What a developer should change although the open goes on. Only builds for developers warn: callers ask
 * `__DEV__` first, so that the others leave all of this out.
 */
export function warningsAboutRequest(
  { templateIds, scopes, backendUrl }: SubscribeRequest,
  host: Pick<Host, 'isPageLoading'>,
): string[] {
  const warnings: string[] = []
  if (templateIds.length > 3)
    warnings.push(
      `templateIds has ${templateIds.length} codes: AlipayCN's panels take 3 at most. Ask for fewer at a time.`,
    )
  if (scopes.includes('auth_base'))
    warnings.push(
      'scopes has auth_base: the token it gives is refused for user information (INVALID_ACCESS_TOKEN). Use auth_user.',
    )
  if (/^http:\/\/(?!(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$))/.test(backendUrl))
    warnings.push(
      `backendUrl ${backendUrl} is http: codes would travel readable, and my.request takes https only. Use https.`,
    )
  if (host.isPageLoading?.())
    warnings.push(
      'It was opened while the page loads: AlipayCN reviews forbid that. Open it when the user taps.',
    )
  return warnings
}

export function warningsAboutTemplates(templates: Pick<TemplateText, 'title' | 'kind'>[]): string[] {
  const warnings: string[] = []
  const titles = templates.map(({ title }) => title)
  const twice = titles.find((title, index) => titles.indexOf(title) !== index)
  if (twice !== undefined)
    warnings.push(
      `Two templates have the title "${twice}": the user can't tell them apart. Give each its own.`,
    )
  if (templates.some(({ kind }) => kind !== templates[0]?.kind))
    warnings.push(
      'templateIds mixes ONE_TIME and LONG_TERM templates: the super app refuses that. Ask for them separately.',
    )
  return warnings
}
