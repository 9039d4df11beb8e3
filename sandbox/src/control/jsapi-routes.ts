import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { noResult, type AuthCodeAnswer } from '../superapp/auth-code-answer.js'
import { getAuthCode } from '../superapp/get-auth-code.js'
import type { TypedApp } from '../typed-app.js'

const AuthCodeRequest = Type.Object(
  {
    userId: Type.Optional(Type.String()),
    appId: Type.String(),
    scopes: Type.Array(Type.String(), { maxItems: 20 }),
  },
  { additionalProperties: false },
)

const nobodyThere =
  'The authorization page needs a person and this call has none: set POST /_sandbox/auto-answer ' +
  '{ "authorization": "allow" } first.'

/** The super app's JSAPIs without a phone: for tests and for `npm start -- --once`. */
export function registerJsapi(app: TypedApp, sandbox: Sandbox): void {
  app.post(
    '/_sandbox/jsapi/getAuthCode',
    { schema: { body: AuthCodeRequest } },
    (request): AuthCodeAnswer => {
      const { userId = firstUser(sandbox), appId, scopes } = request.body
      const answer = getAuthCode(sandbox.state, sandbox.clock, { userId, appId, scopes })
      if (!('page' in answer)) return answer
      sandbox.state.authorizationPages.close(answer.page.pageId)
      return noResult(nobodyThere)
    },
  )
  app.post('/_sandbox/jsapi/getSiteInfo', () => ({ success: { siteName: sandbox.seed.miniProgram.site } }))
  app.post('/_sandbox/jsapi/getAppIdSync', () => ({ success: { appId: sandbox.seed.miniProgram.appId } }))
}

/** The user who is chosen when the page is first opened. */
const firstUser = ({ seed }: Sandbox): string => seed.users[0]?.userId ?? ''
