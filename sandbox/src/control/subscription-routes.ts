import { Type, type Static } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { notFound } from './control-error.js'

const tags = ['Subscriptions']
const Registration = Type.Union([Type.Literal('SUBSCRIBED'), Type.Literal('WITHDRAWN'), Type.Null()], {
  description: 'What the super app itself knows; null = nothing was registered there.',
})
const Change = Type.Object(
  {
    userId: Type.String(),
    templateCode: Type.String(),
    registration: Registration,
    appId: Type.Optional(Type.String({ description: 'Default: the first mini program.' })),
  },
  { additionalProperties: false },
)
/** What the super app knows of one user and one approved template. */
export const Subscription = Type.Object({
  userId: Type.String(),
  appId: Type.String(),
  templateCode: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['ONE_TIME', 'LONG_TERM']),
  registration: Registration,
  changedAt: Type.Optional(Type.String()),
})
export type Subscription = Static<typeof Subscription>

/** The super app's settings page: SUBSCRIBED in its own panel, WITHDRAWN by the user there. */
export function registerSubscriptions(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/subscriptions',
    {
      schema: {
        tags,
        summary: 'One row for each user and approved template',
        querystring: Type.Object(
          { userId: Type.Optional(Type.String()), appId: Type.Optional(Type.String()) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ subscriptions: Type.Array(Subscription) }) },
      },
    },
    (request) => {
      const { userId, appId } = request.query
      const subscriptions = subscriptionsOf(sandbox).filter(
        (one) =>
          (userId === undefined || one.userId === userId) && (appId === undefined || one.appId === appId),
      )
      return { subscriptions }
    },
  )
  app.post(
    '/_sandbox/subscriptions',
    {
      schema: {
        tags,
        summary: 'Registers or withdraws, as the user would in the super app',
        body: Change,
        response: { 200: Type.Required(Change) },
      },
    },
    (request) => {
      const { userId, templateCode, registration, appId = sandbox.miniProgram.appId } = request.body
      if (!sandbox.state.users.has(userId)) throw notFound(`user ${userId}`)
      const at = sandbox.clock.real()
      sandbox.state.subscriptions.set(userId, appId, templateCode, registration, { at })
      return { userId, templateCode, registration, appId }
    },
  )
}

function subscriptionsOf({ state }: Sandbox): Subscription[] {
  const approved = state.templates.applied().filter(({ status }) => status === 'APPROVED')
  return [...state.users.values()].flatMap(({ userId, site }) =>
    approved
      .filter((template) => template.site === site)
      .map(({ appId, templateCode = '', name, kind }) => {
        const registered = state.subscriptions.find(userId, appId, templateCode)
        const known = registered && { changedAt: registered.changedAt }
        const registration = registered?.registration ?? null
        return { userId, appId, templateCode, name, kind, registration, ...known }
      }),
  )
}
