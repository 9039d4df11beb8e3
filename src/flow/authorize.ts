import { exchange } from '../backend/exchange'
import { readAuthorization } from '../backend/read-answers'
import type { AuthCode } from '../auth-code'
import type { AuthorizationBody } from '../backend/request-bodies'
import type { Subscription } from '../contract'
import { fail } from '../errors'
import { getUserInfoCode } from '../jsapi/get-auth-code'
import type { App, FlowContext, Session } from './context'
import { within } from './within'

/** The first code, and the session that the backend makes of it. */
export async function authorize(context: FlowContext, app: App): Promise<Session> {
  const { host, request, life } = context
  const { backendUrl, headers, scopes, templateIds, timeoutMs } = request
  let authCode = takePassedCode(context) ?? (await askForCode(context))
  let requestId = host.randomId()

  const answer = await exchange({ host, backendUrl, headers }, life, timeoutMs, {
    call: () => {
      const body: AuthorizationBody = { requestId, ...app, scopes, authCode, templateCodes: templateIds }
      return { path: '/authorizations', body }
    },
    read: readAuthorization,
    codeWasSent: true,
    newCode: async () => {
      authCode = await askForCode(context)
      // The code is part of what makes two requests the same one (contract, rule b).
      requestId = host.randomId()
    },
  })
  return { token: answer.sessionToken, subject: answer.subject, subscriptions: byCode(answer.subscriptions) }
}

export function byCode(list: Subscription[]): Session['subscriptions'] {
  const subscriptions: Session['subscriptions'] = {}
  for (const one of list) subscriptions[one.templateCode] = one
  return subscriptions
}

/** A code that the caller passed works once, so it serves the first open only. */
function takePassedCode({ request, memory }: FlowContext): AuthCode<'USER_INFO'> | undefined {
  const { authCode } = request
  if (!authCode || authCode === memory.spentAuthCode) return undefined
  memory.spentAuthCode = authCode
  return authCode as AuthCode<'USER_INFO'>
}

async function askForCode({ host, request, life }: FlowContext): Promise<AuthCode<'USER_INFO'>> {
  const { scopes, timeoutMs, personTimeoutMs } = request
  // Every scope but auth_base opens a dialog.
  const ms = scopes.every((scope) => scope === 'auth_base') ? timeoutMs : personTimeoutMs
  const code = await within(host.clock, life, ms, () => getUserInfoCode(host.bridge(), scopes))
  if (!code) throw fail('TIMEOUT', `my.getAuthCode did not answer within ${ms} ms.`)
  return code
}
