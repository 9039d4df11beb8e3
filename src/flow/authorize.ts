import type { AuthCode } from '../auth-code.js'
import { exchange } from '../backend/exchange.js'
import { readAuthorization } from '../backend/read-answers.js'
import type { AuthorizationBody } from '../backend/request-bodies.js'
import { randomId } from '../random-id.js'
import { askForCode } from './ask-for-code.js'
import type { App, FlowContext, Session } from './context.js'

/** The first code, and the session that the backend makes of it. */
export function authorize(context: FlowContext, app: App): Promise<Session> {
  const { request, memory } = context
  const { scopes, templateIds, authCode: passed } = request
  const body: Partial<AuthorizationBody> = Object.assign({ scopes, templateCodes: templateIds }, app)

  const newCode = (): Promise<unknown> => {
    // A code that the caller passed works once, so it serves the first open only.
    const unspent = passed !== memory.spentAuthCode && (passed as AuthCode<'USER_INFO'>)
    if (unspent) memory.spentAuthCode = unspent
    const code = Promise.resolve(unspent || askForCode<'USER_INFO'>(context, scopes))
    // The code is part of what makes two requests the same one (contract, rule b).
    return code.then((authCode) => Object.assign(body, { authCode, requestId: randomId() }))
  }

  return newCode().then(() =>
    exchange(context, { path: '/authorizations', body, read: readAuthorization }, { NEW_CODE: newCode }),
  )
}
