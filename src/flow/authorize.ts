import type { AuthCode } from '../auth-code'
import { exchange } from '../backend/exchange'
import { readAuthorization } from '../backend/read-answers'
import type { AuthorizationBody } from '../backend/request-bodies'
import { getUserInfoCode } from '../jsapi/get-auth-code'
import { askForCode } from './ask-for-code'
import type { App, FlowContext, Session } from './context'

/** The first code, and the session that the backend makes of it. */
export async function authorize(context: FlowContext, app: App): Promise<Session> {
  const { host, request, memory } = context
  const { scopes, templateIds, authCode: passed } = request
  let body: AuthorizationBody

  const newCode = async (): Promise<void> => {
    let authCode: AuthCode<'USER_INFO'>
    // A code that the caller passed works once, so it serves the first open only.
    if (passed && passed !== memory.spentAuthCode) {
      memory.spentAuthCode = passed
      authCode = passed as AuthCode<'USER_INFO'>
    } else authCode = await askForCode(context, scopes, getUserInfoCode)
    // The code is part of what makes two requests the same one (contract, rule b).
    const requestId = host.randomId()
    body = Object.assign({ requestId, scopes, authCode, templateCodes: templateIds }, app)
  }

  await newCode()
  return exchange(context, { path: '/authorizations', body: () => body, read: readAuthorization, newCode })
}
