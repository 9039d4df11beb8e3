import Type from 'typebox'
import type { FastifyReply } from 'fastify'
import type { Sandbox } from '../sandbox.js'
import { stoppingSignal } from '../stopping.js'
import {
  noResult,
  type AuthCodeAnswer,
  getAuthCode,
  getSiteInfo,
  type SiteInfoAnswer,
} from '../superapp/get-auth-code.js'
import {
  requestSubscribeMessage,
  panelFailure,
  type SubscribeAnswer,
} from '../superapp/request-subscribe-message.js'
import type { TypedApp } from '../typed-app.js'

const tags = ['JSAPIs without a phone']
const strict = { additionalProperties: false }
const UserId = Type.Optional(Type.String({ description: 'Default: the first user.' }))
const AppId = Type.Optional(Type.String({ description: 'Default: the first mini program.' }))

/** One of the two, as the JSAPI's own callbacks get it. */
const Answer = Type.Object({
  success: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  fail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
const answering = <Given>() => ({ 200: Type.Unsafe<Given>(Answer) })

const nobodyThere =
  'The authorization page needs a person and this call has none: set POST /_sandbox/auto-answer ' +
  '{ "authorization": "allow" } first.'

/** The super app's JSAPIs without a phone: for tests and for `npm start -- --once`. */
export function registerJsapi(app: TypedApp, sandbox: Sandbox): void {
  const stopping = stoppingSignal(app)
  /** `never`: nobody answers, and the call stays open until the caller goes or the sandbox stops. */
  const never = (reply: FastifyReply): Promise<void> =>
    new Promise((end) => {
      stopping.addEventListener('abort', () => end(), { once: true })
      reply.raw.once('close', end)
    })

  app.post(
    '/_sandbox/jsapi/getAuthCode',
    {
      schema: {
        tags,
        summary: 'my.getAuthCode: { success } or { fail }',
        body: Type.Object(
          { userId: UserId, appId: AppId, scopes: Type.Array(Type.String(), { maxItems: 20 }) },
          strict,
        ),
        response: answering<AuthCodeAnswer>(),
      },
    },
    async (request, reply): Promise<AuthCodeAnswer> => {
      const { userId = firstUser(sandbox), appId = sandbox.miniProgram.appId, scopes } = request.body
      const answer = getAuthCode(sandbox.state, sandbox.clock, { userId, appId, scopes })
      if (!('page' in answer)) return answer
      sandbox.state.layers.closePage(answer.page.pageId)
      if (sandbox.state.autoAnswer.authorization === 'never') await never(reply)
      return noResult(nobodyThere)
    },
  )
  app.post(
    '/_sandbox/jsapi/requestSubscribeMessage',
    {
      schema: {
        tags,
        summary: 'my.requestSubscribeMessage: { success } or { fail }',
        body: Type.Object(
          { userId: UserId, appId: AppId, entityIds: Type.Array(Type.String(), { maxItems: 20 }) },
          strict,
        ),
        response: answering<SubscribeAnswer>(),
      },
    },
    async (request, reply): Promise<SubscribeAnswer> => {
      const { userId = firstUser(sandbox), appId = sandbox.miniProgram.appId, entityIds } = request.body
      const answer = requestSubscribeMessage(sandbox.state, sandbox.clock, { userId, appId, entityIds })
      if (!('panel' in answer)) return answer
      sandbox.state.layers.closePanel(answer.panel.panelId)
      if (sandbox.state.autoAnswer.panel === 'never') await never(reply)
      return panelFailure('CANCELLED', entityIds)
    },
  )
  registerFacts(app, sandbox)
}

function registerFacts(app: TypedApp, sandbox: Sandbox): void {
  const body = Type.Object({ userId: UserId, appId: AppId }, strict)
  app.post(
    '/_sandbox/jsapi/getSiteInfo',
    {
      schema: {
        tags,
        summary: 'my.getSiteInfo: { success: { siteName } } or { fail }',
        body,
        response: answering<SiteInfoAnswer>(),
      },
    },
    (request) => {
      const { userId = firstUser(sandbox), appId = sandbox.miniProgram.appId } = request.body
      return getSiteInfo(sandbox.state, { userId, appId })
    },
  )
  app.post(
    '/_sandbox/jsapi/getAppIdSync',
    {
      schema: {
        tags,
        summary: 'my.getAppIdSync: { success: { appId } }',
        body,
        response: answering<{ success: { appId: string } }>(),
      },
    },
    (request) => ({ success: { appId: request.body.appId ?? sandbox.miniProgram.appId } }),
  )
}

/** The user who is chosen when the page is first opened. */
const firstUser = (sandbox: Sandbox): string => sandbox.firstUser?.userId ?? ''
