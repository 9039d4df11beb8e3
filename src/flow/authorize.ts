import type { AuthCode } from '../auth-code'
import { exchange } from '../backend/exchange'
import { readAuthorization } from '../backend/read-answers'
import type { AuthorizationBody } from '../backend/request-bodies'
import { askForCode } from './ask-for-code'
import type { App, FlowContext, Session } from './context'

type Coded = Pick<AuthorizationBody, 'authCode' | 'requestId'>

/** The first code, and the session that the backend makes of it. */
export function authorize(context: FlowContext, app: App): Promise<Session> {
  const { host, request, memory } = context
  const { scopes, templateIds, authCode: passed } = request
  // The code is part of what makes two requests the same one (contract, rule b).
  const withId = (authCode: AuthCode<'USER_INFO'>): Coded => ({ authCode, requestId: host.randomId() })
  const newCode = (): Promise<Coded> => askForCode<'USER_INFO'>(context, scopes).then(withId)

  // A code that the caller passed works once, so it serves the first open only.
  const isUnspent = passed && passed !== memory.spentAuthCode
  if (isUnspent) memory.spentAuthCode = passed
  const first = isUnspent ? Promise.resolve(withId(passed as AuthCode<'USER_INFO'>)) : newCode()

  return first.then((coded) => {
    const body: AuthorizationBody = Object.assign(coded, app, { scopes, templateCodes: templateIds })
    return exchange(
      context,
      { path: '/authorizations', body, read: readAuthorization },
      { NEW_CODE: () => newCode().then((again) => Boolean(Object.assign(body, again))) },
    )
  })
}
