import { isDev } from './dev'
import type { FlowRequest } from './flow/context'
import type { Host } from './host'
import type { SubscribeOptions } from './options'

type Loose = Partial<Record<keyof SubscribeOptions, unknown>>

const isCode = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isDuration = (value: unknown): boolean => value === undefined || Number(value) > 0

/** For each prop that can be wrong: when it is right, and what it has to be. */
const checks: [prop: keyof SubscribeOptions, isRight: (value: unknown) => boolean, what: string][] = [
  [
    'backendUrl',
    (value) => /^(https?:\/)?\/./.test(String(value)),
    isDev ? 'the address of your backend, e.g. https://shop.example/api' : '',
  ],
  [
    'templateIds',
    (value) =>
      Array.isArray(value) && value.length > 0 && value.every(isCode) && new Set(value).size === value.length,
    isDev ? 'a list of at least one template code, each once' : '',
  ],
  ['timeoutMs', isDuration, isDev ? 'milliseconds above 0' : ''],
  ['personTimeoutMs', isDuration, isDev ? 'milliseconds above 0' : ''],
]

/** What is wrong with the options, naming the prop; undefined when nothing is. Takes what JavaScript callers pass. */
export function findOptionError(options: Loose): string | undefined {
  const wrong = checks.find(([prop, isRight]) => !isRight(options[prop]))
  return wrong && `The prop ${wrong[0]} is missing or wrong.${isDev ? ` It is ${wrong[2]}.` : ''}`
}

export function withDefaults(options: SubscribeOptions, host: Host): FlowRequest {
  return Object.assign(
    {
      scopes: ['auth_user'],
      headers: {},
      language: host.language() || 'en',
      timeoutMs: 10_000,
      personTimeoutMs: 600_000,
    },
    withoutGaps(options),
  )
}

// A front end may pass undefined or null for what its user did not set.
function withoutGaps(options: SubscribeOptions): SubscribeOptions {
  const entries = Object.entries(options) as [string, unknown][]
  return entries.reduce<Record<string, unknown>>((set, [name, value]) => {
    if (value !== undefined && value !== null) set[name] = value
    return set
  }, {}) as unknown as SubscribeOptions
}
