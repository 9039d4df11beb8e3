import type { TemplateText } from './contract.js'
import type { FlowRequest } from './flow/context.js'
import type { Host } from './host.js'

/**
 * What a developer should change although the open goes on. For unminified builds alone: callers ask
 * `__DEV__` first, so that nothing of it is in the others.
 */
export function doubtsAboutRequest({ templateIds, scopes, backendUrl }: FlowRequest, host: Host): string[] {
  const doubts: [boolean | undefined, string][] = [
    [
      templateIds.length > 3,
      `templateIds has ${templateIds.length} codes: AlipayCN's panels take 3 at most. Ask for fewer at a time.`,
    ],
    [
      scopes.includes('auth_base'),
      'scopes has auth_base: the token it gives is refused for user information (INVALID_ACCESS_TOKEN). Use auth_user.',
    ],
    [
      /^http:\/\/(?!(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$))/.test(backendUrl),
      `backendUrl ${backendUrl} is http: codes would travel readable, and my.request takes https only. Use https.`,
    ],
    [
      host.isPageLoading?.(),
      'It was opened while the page loads: AlipayCN reviews forbid that. Open it when the user taps.',
    ],
  ]
  return doubts.filter(([isDoubtful]) => isDoubtful).map(([, text]) => text)
}

export function doubtsAboutTemplates(templates: Pick<TemplateText, 'title' | 'kind'>[]): string[] {
  const titles = templates.map(({ title }) => title)
  const twice = titles.find((title, place) => titles.indexOf(title) !== place)
  const kinds = new Set(templates.map(({ kind }) => kind))
  return [
    ...(twice === undefined
      ? []
      : [`Two templates have the title "${twice}": the user can't tell them apart. Give each its own.`]),
    ...(kinds.size > 1
      ? [
          'templateIds mixes ONE_TIME and LONG_TERM templates: the super app refuses that. Ask for them separately.',
        ]
      : []),
  ]
}
