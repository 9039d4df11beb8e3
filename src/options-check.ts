import type { FlowRequest } from './flow/context.js'
import type { Host } from './host.js'
import type { SubscribeOptions } from './options.js'

type Prop = keyof SubscribeOptions
type Rule = (value: unknown) => unknown

const isCode = (value: unknown): unknown => typeof value === 'string' && value
const isListOfCodes = (value: unknown): unknown => Array.isArray(value) && value[0] && value.every(isCode)
const isDuration = (value: unknown): boolean => value === undefined || Number(value) > 0

/** When a prop is right that can be wrong. */
const rules: Record<string, Rule> = {
  backendUrl: (value) => /^(https?:\/)?\/./.test(value as string),
  templateIds: isListOfCodes,
}
if (__DEV__) {
  const isEachOnce = (codes: unknown[]): boolean => new Set(codes).size === codes.length
  rules['templateIds'] = (value) => isListOfCodes(value) && isEachOnce(value as unknown[])
  Object.assign(rules, { timeoutMs: isDuration, personTimeoutMs: isDuration })
}

/** What it has to be. */
const meanings: Partial<Record<string, string>> = __DEV__
  ? {
      backendUrl: 'It is the address of your backend, e.g. https://shop.example/api.',
      templateIds: 'It is a list of at least one template code, each once.',
      timeoutMs: 'It is milliseconds above 0.',
      personTimeoutMs: 'It is milliseconds above 0.',
    }
  : {}

/** What is wrong with the options, naming the prop; undefined when nothing is. Takes what JavaScript callers pass. */
export function findOptionError(options: Partial<Record<Prop, unknown>>): string | undefined {
  const isRight = (prop: string): unknown => (rules[prop] as Rule)(options[prop as Prop])
  const wrong = Object.keys(rules).find((prop) => !isRight(prop))
  return __DEV__ && wrong ? `The prop ${wrong} is missing or wrong. ${meanings[wrong]}` : wrong
}

export function withDefaults(options: SubscribeOptions, host: Host): FlowRequest {
  const request: Record<string, unknown> = {
    scopes: ['auth_user'],
    headers: {},
    language: host.language() || 'en',
    templates: [],
    timeoutMs: 10_000,
    personTimeoutMs: 600_000,
  }
  Object.entries(options).forEach(([prop, value]) => {
    // A front end may pass undefined or null for what its user did not set.
    if (value !== undefined && value !== null) request[prop] = value
  })
  return request as unknown as FlowRequest
}
