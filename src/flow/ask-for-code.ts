import type { AuthCode, CodePurpose } from '../auth-code.js'
import { getAuthCode } from '../jsapi/get-auth-code.js'
import type { FlowContext } from './context.js'

/** Asks the super app for a code. Every scope but auth_base opens its dialog, so a person has to answer. */
export function askForCode<Purpose extends CodePurpose>(
  { host, request, life }: FlowContext,
  scopes: string[],
): Promise<AuthCode<Purpose>> {
  const ms = scopes.join() === 'auth_base' ? request.timeoutMs : request.personTimeoutMs
  return life.within(ms, 'my.getAuthCode', () => getAuthCode<Purpose>(host.bridge(), scopes))
}
