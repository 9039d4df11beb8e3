import { isDev } from './dev'
import type { FlowRequest } from './flow/context'
import type { Host } from './host'
import type { SubscribeOptions } from './options'

type Prop = keyof SubscribeOptions

const isCode = (value: unknown): unknown => typeof value === 'string' && value
const isDuration = (value: unknown): boolean => value === undefined || Number(value) > 0

/** When a prop is right that can be wrong. */
const rules: Record<string, (value: unknown) => unknown> = {
  backendUrl: (value) => /^(https?:\/)?\/./.test(value as string),
  templateIds: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(isCode) &&
    (!isDev || new Set(value).size === value.length),
}
if (isDev) Object.assign(rules, { timeoutMs: isDuration, personTimeoutMs: isDuration })

/** What it has to be. */
const meanings: Partial<Record<string, string>> = isDev
  ? {
      backendUrl: 'It is the address of your backend, e.g. https://shop.example/api.',
      templateIds: 'It is a list of at least one template code, each once.',
      timeoutMs: 'It is milliseconds above 0.',
      personTimeoutMs: 'It is milliseconds above 0.',
    }
  : {}

/** What is wrong with the options, naming the prop; undefined when nothing is. Takes what JavaScript callers pass. */
export function findOptionError(options: Partial<Record<Prop, unknown>>): string | undefined {
  const isWrong = ([prop, isRight]: [string, (value: unknown) => unknown]): boolean =>
    !isRight(options[prop as Prop])
  const [wrong] = Object.entries(rules).find(isWrong) || []
  return isDev && wrong ? `The prop ${wrong} is missing or wrong. ${meanings[wrong]}` : wrong
}

export function withDefaults(options: SubscribeOptions, host: Host): FlowRequest {
  const request = {
    scopes: ['auth_user'],
    headers: {},
    language: host.language() || 'en',
    templates: [],
    timeoutMs: 10_000,
    personTimeoutMs: 600_000,
  }
  Object.entries(options).forEach(([prop, value]) => {
    // A front end may pass undefined or null for what its user did not set.
    if (value !== undefined && value !== null) Object.assign(request, { [prop]: value as unknown })
  })
  return request as typeof request & SubscribeOptions
}
