import type { AuthCode } from '../auth-code'
import type { Bridge } from '../host'
import type { FlowContext } from './context'
import { within } from './within'

type GetCode<Purpose extends 'USER_INFO' | 'MESSAGE'> = (
  bridge: Bridge | undefined,
  scopes: string[],
) => Promise<AuthCode<Purpose>>

/** Asks the super app for a code. Every scope but auth_base opens its dialog, so a person has to answer. */
export function askForCode<Purpose extends 'USER_INFO' | 'MESSAGE'>(
  { host, request, life }: FlowContext,
  scopes: string[],
  getCode: GetCode<Purpose>,
): Promise<AuthCode<Purpose>> {
  const isSilent = scopes.every((scope) => scope === 'auth_base')
  const ms = isSilent ? request.timeoutMs : request.personTimeoutMs
  return within(host.clock, life, ms, 'my.getAuthCode', () => getCode(host.bridge(), scopes))
}
