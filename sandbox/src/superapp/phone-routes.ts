import type { Sandbox } from '../sandbox.js'
import type { MiniProgram, User } from '../state/state.js'
import Type from 'typebox'
import { notFound } from '../control/control-error.js'
import type { TypedApp } from '../typed-app.js'
import { answerAuthorizationPage, getAuthCode, getSiteInfo } from './get-auth-code.js'
import type { InboxMessage } from './inbox.js'
import { pathStep } from './path-step.js'
import { answerPanel, requestSubscribeMessage } from './request-subscribe-message.js'

/** What the phone page shows: the one mini program, the users to choose from, the shop's address. */
export interface PhoneSession {
  miniProgram: Pick<MiniProgram, 'appId' | 'name' | 'merchantName' | 'logoUrl'>
  /** Answer of `my.getSiteInfo` for the first user; each user's own is his `site`. */
  siteName: string
  users: Pick<User, 'userId' | 'name' | 'language' | 'site'>[]
  /** Null if the sandbox was started without a shop. */
  h5Url: string | null
  /** Address of a DSL mini program that a simulator serves; null without one. */
  dslUrl: string | null
  /** Address of the program that was put on the phone by hand; null without one. */
  ownUrl: string | null
}

function phoneSession({ state, miniProgram, firstUser, h5Url, dslUrl, ownUrl }: Sandbox): PhoneSession {
  const { appId, name, merchantName, logoUrl, sites } = miniProgram
  const users = [...state.users.values()].filter(({ site }) => sites.has(site))
  return {
    miniProgram: { appId, name, merchantName, ...(logoUrl !== undefined && { logoUrl }) },
    siteName: firstUser?.site ?? '',
    users: users.map((user) => ({
      userId: user.userId,
      name: user.name,
      language: user.language,
      site: user.site,
    })),
    h5Url: h5Url ?? null,
    dslUrl: dslUrl ?? null,
    ownUrl: ownUrl ?? null,
  }
}

const strict = { additionalProperties: false }
const AuthCodeRequest = Type.Object(
  {
    userId: Type.String(),
    appId: Type.String(),
    scopes: Type.Array(Type.String(), { maxItems: 20 }),
  },
  strict,
)
const SubscribeRequest = Type.Object(
  { userId: Type.String(), appId: Type.String(), entityIds: Type.Array(Type.String(), { maxItems: 20 }) },
  strict,
)
const Visit = Type.Object({ userId: Type.String(), appId: Type.String() }, strict)
const PageChoice = Type.Object(
  {
    answer: Type.Enum(['allow', 'refuse', 'cancel', 'mask', 'back']),
    refused: Type.Optional(
      Type.Array(Type.String(), { description: 'With allow: the scopes that he did not let through.' }),
    ),
  },
  strict,
)
const PanelChoice = Type.Object(
  {
    answer: Type.Enum(['AGREE', 'REJECT', 'cancel', 'mask', 'back']),
    accepted: Type.Optional(Type.Array(Type.String())),
    keep: Type.Optional(Type.Boolean()),
    refuse: Type.Optional(Type.Boolean()),
  },
  strict,
)

/** What the phone on the page asks: who is there, codes, panels, the user's answers, the inbox. */
export function registerPhone(app: TypedApp, sandbox: Sandbox): void {
  app.get('/superapp/session', (): PhoneSession => phoneSession(sandbox))

  app.post('/superapp/site-info', { schema: { body: Visit } }, (request) =>
    getSiteInfo(sandbox.state, request.body),
  )
  // A page that is reloaded cannot say goodbye: what it left open ends with the next visit.
  app.post('/superapp/visits', { schema: { body: Visit } }, (request, reply) => {
    sandbox.state.layers.closeAll(request.body.userId, request.body.appId)
    return reply.code(204).send()
  })
  app.post('/superapp/auth-codes', { schema: { body: AuthCodeRequest } }, (request) =>
    getAuthCode(sandbox.state, sandbox.clock, request.body),
  )
  app.post(
    '/superapp/authorization-pages/:pageId',
    { schema: { params: Type.Object({ pageId: Type.String() }), body: PageChoice } },
    (request) => answerAuthorizationPage(sandbox.state, sandbox.clock, request.params.pageId, request.body),
  )
  app.post('/superapp/subscribe-panels', { schema: { body: SubscribeRequest } }, (request) =>
    requestSubscribeMessage(sandbox.state, sandbox.clock, request.body),
  )
  app.post(
    '/superapp/subscribe-panels/:panelId',
    { schema: { params: Type.Object({ panelId: Type.String() }), body: PanelChoice } },
    (request) => {
      const { panelId } = request.params
      const answer = answerPanel(sandbox.state, sandbox.clock, panelId, request.body)
      if (!answer) throw notFound(`open panel ${panelId}`)
      return answer
    },
  )
  registerPhoneInbox(app, sandbox)
}

/** More than anybody scrolls through; a backend under test may send ten thousand. */
const shownMessages = 100

/** One user's inbox. */
export interface InboxAnswer {
  /** The newest, newest first. */
  messages: InboxMessage[]
  /** All that came, so that the first of `messages` is number `total`. */
  total: number
}

function registerPhoneInbox(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/superapp/inbox',
    { schema: { querystring: Type.Object({ userId: Type.String() }) } },
    ({ query: { userId } }): InboxAnswer => {
      const { inbox } = sandbox.state
      return { messages: inbox.list(userId, shownMessages), total: inbox.count(userId) }
    },
  )
  app.post(
    '/superapp/messages/:messageId/open',
    {
      schema: {
        params: Type.Object({ messageId: Type.String() }),
        body: Type.Object({ part: Type.Enum(['body', 'footer']) }, strict),
      },
    },
    (request) => {
      const { messageId } = request.params
      const { part } = request.body
      const step = pathStep('open', sandbox.clock.real(), { detail: part })
      const message = sandbox.state.inbox.addStep(messageId, step)
      if (!message) throw notFound(`message ${messageId}`)
      const { page, query } = message.targets[part] ?? { page: '', query: '' }
      return { appId: message.appId, page, query }
    },
  )
}
