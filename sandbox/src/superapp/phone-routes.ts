import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { answerAuthorizationPage, getAuthCode, siteOf } from './get-auth-code.js'
import type { PhoneSession } from './phone-session.js'

const AuthCodeRequest = Type.Object(
  {
    userId: Type.String(),
    appId: Type.String(),
    scopes: Type.Array(Type.String(), { maxItems: 20 }),
  },
  { additionalProperties: false },
)
const PageAnswer = Type.Object(
  { answer: Type.Union([Type.Literal('allow'), Type.Literal('refuse')]) },
  { additionalProperties: false },
)

/** What the phone on the page asks: who is there, codes, the user's answer, the inbox. */
export function registerPhone(app: TypedApp, sandbox: Sandbox): void {
  app.get('/superapp/session', (): PhoneSession => phoneSession(sandbox))

  app.post('/superapp/auth-codes', { schema: { body: AuthCodeRequest } }, (request) =>
    getAuthCode(sandbox.state, sandbox.clock, request.body),
  )
  app.post(
    '/superapp/authorization-pages/:pageId',
    { schema: { params: Type.Object({ pageId: Type.String() }), body: PageAnswer } },
    (request) =>
      answerAuthorizationPage(sandbox.state, sandbox.clock, request.params.pageId, request.body.answer),
  )
  app.get(
    '/superapp/inbox',
    { schema: { querystring: Type.Object({ userId: Type.String() }) } },
    (request) => ({ messages: sandbox.state.inbox.list(request.query.userId) }),
  )
}

function phoneSession({ state, seed, h5Url }: Sandbox): PhoneSession {
  const { appId, name, merchantName } = seed.miniProgram
  return {
    miniProgram: { appId, name, merchantName },
    siteName: siteOf(state, appId) ?? '',
    users: [...state.users.values()].map(({ userId, name: names, language }) => ({
      userId,
      name: names,
      language,
    })),
    h5Url: h5Url ?? null,
  }
}
