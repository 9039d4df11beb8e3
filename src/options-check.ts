import type { FlowRequest } from './flow/context'
import type { Host } from './host'
import type { SubscribeOptions } from './options'

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isDuration = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && value > 0)

/** What is wrong with the options, naming the prop; undefined when nothing is. Takes what JavaScript callers pass. */
export function findOptionError(
  options: Partial<Record<keyof SubscribeOptions, unknown>>,
): string | undefined {
  const { backendUrl, templateIds, timeoutMs, personTimeoutMs } = options
  if (!isText(backendUrl)) {
    return 'The prop `backendUrl` is missing: the address of your backend, e.g. https://shop.example/api.'
  }
  if (!/^(https?:\/)?\//.test(backendUrl as string)) {
    return 'The prop `backendUrl` is no address: it starts with https://.'
  }
  if (!Array.isArray(templateIds) || templateIds.length === 0 || !templateIds.every(isText)) {
    return 'The prop `templateIds` is missing: a list of at least one template code.'
  }
  if (templateIds.some((id, at) => templateIds.indexOf(id) !== at)) {
    return 'The prop `templateIds` names a template twice.'
  }
  if (!isDuration(timeoutMs) || !isDuration(personTimeoutMs)) {
    return 'The props `timeoutMs` and `personTimeoutMs` are milliseconds above 0.'
  }
  return undefined
}

export function withDefaults(options: SubscribeOptions, host: Host): FlowRequest {
  return {
    ...options,
    scopes: options.scopes ?? ['auth_user'],
    headers: options.headers ?? {},
    language: options.language ?? host.language() ?? 'en',
    timeoutMs: options.timeoutMs ?? 10_000,
    personTimeoutMs: options.personTimeoutMs ?? 600_000,
  }
}
