import type { AuthCode } from '../auth-code'
import { exchange } from '../backend/exchange'
import { readAuthorization } from '../backend/read-answers'
import type { AuthorizationBody } from '../backend/request-bodies'
import { askForCode } from './ask-for-code'
import type { App, FlowContext, Session } from './context'

/** The first code, and the session that the backend makes of it. */
export async function authorize(context: FlowContext, app: App): Promise<Session> {
  const { host, request, memory } = context
  const { scopes, templateIds, authCode: passed } = request
  const newCode = async (): Promise<Pick<AuthorizationBody, 'authCode' | 'requestId'>> => ({
    authCode: await askForCode<'USER_INFO'>(context, scopes),
    // The code is part of what makes two requests the same one (contract, rule b).
    requestId: host.randomId(),
  })

  let first
  // A code that the caller passed works once, so it serves the first open only.
  if (passed && passed !== memory.spentAuthCode) {
    memory.spentAuthCode = passed
    first = { authCode: passed as AuthCode<'USER_INFO'>, requestId: host.randomId() }
  } else first = await newCode()

  const body: AuthorizationBody = Object.assign(first, app, { scopes, templateCodes: templateIds })
  return exchange(context, {
    path: '/authorizations',
    body,
    read: readAuthorization,
    recoveries: { NEW_CODE: async () => Boolean(Object.assign(body, await newCode())) },
  })
}
