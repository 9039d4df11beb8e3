import type { SubscribeOptions } from '../../src/options.js'
import type { SubscribeMessageProps } from './props.js'

const passedOn = [
  'backendUrl',
  'templateIds',
  'templates',
  'appId',
  'customerBelongsTo',
  'authCode',
  'scopes',
  'language',
  'texts',
  'senderName',
  'privacyUrl',
  'manage',
  'askAgain',
  'quiet',
  'headers',
  'timeoutMs',
] as const satisfies readonly (keyof SubscribeMessageProps & keyof SubscribeOptions)[]

/**
 * What one open is asked with. A prop wins over what `configure` set; one that says nothing (absent, empty
 * as axml passes an undefined value, or false) leaves it as configured.
 */
export function optionsOf(
  props: Readonly<Partial<SubscribeMessageProps>>,
  configured: Partial<SubscribeOptions>,
): SubscribeOptions {
  const options: SubscribeOptions = { backendUrl: '', templateIds: [], ...configured }
  for (const name of passedOn) if (!isSilent(props[name])) Object.assign(options, { [name]: props[name] })
  return options
}

const isSilent = (value: unknown) => !value || (Array.isArray(value) && value.length === 0)
