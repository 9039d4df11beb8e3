import { isDev } from './dev'
import type { FlowRequest } from './flow/context'
import type { Host } from './host'
import type { SubscribeOptions } from './options'

const isCode = (value: unknown): unknown => typeof value === 'string' && value
const isDuration = (value: unknown): boolean => value === undefined || Number(value) > 0

/** For each prop that can be wrong: when it is right, and what it has to be. */
const checks: [prop: keyof SubscribeOptions, isRight: (value: unknown) => unknown, what?: string | false][] =
  [
    [
      'backendUrl',
      (value) => /^(https?:\/)?\/./.test(value as string),
      isDev && 'It is the address of your backend, e.g. https://shop.example/api.',
    ],
    [
      'templateIds',
      (value) =>
        Array.isArray(value) && value.length && value.every(isCode) && new Set(value).size === value.length,
      isDev && 'It is a list of at least one template code, each once.',
    ],
  ]
if (isDev) {
  checks.push(['timeoutMs', isDuration, 'It is milliseconds above 0.'])
  checks.push(['personTimeoutMs', isDuration, 'It is milliseconds above 0.'])
}

/** What is wrong with the options, naming the prop; undefined when nothing is. Takes what JavaScript callers pass. */
export function findOptionError(
  options: Partial<Record<keyof SubscribeOptions, unknown>>,
): string | undefined {
  const wrong = checks.find(([prop, isRight]) => !isRight(options[prop]))
  return wrong && (isDev ? `The prop ${wrong[0]} is missing or wrong. ${wrong[2]}` : wrong[0])
}

export function withDefaults(options: SubscribeOptions, host: Host): FlowRequest {
  const request: FlowRequest = {
    backendUrl: '',
    templateIds: [],
    scopes: ['auth_user'],
    headers: {},
    language: host.language() || 'en',
    timeoutMs: 10_000,
    personTimeoutMs: 600_000,
  }
  // A front end may pass undefined or null for what its user did not set.
  const set = Object.entries(options).filter(
    ([, value]) => (value as unknown) !== undefined && value !== null,
  )
  set.forEach((entry) => Object.assign(request, { [entry[0]]: entry[1] as unknown }))
  return request
}
