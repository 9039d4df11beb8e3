import Type, { type Static } from 'typebox'
import type { Sandbox } from '../sandbox.js'
import { SeedUser, SiteName, Translations, UserProfile, UserStatus } from '../state/seed.js'
import { userOf } from '../state/state.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound } from './control-error.js'

const userTags = ['Users']
const User = Type.Object({
  userId: Type.String(),
  site: SiteName,
  name: Translations,
  nickName: Type.String(),
  language: Type.String(),
  status: UserStatus,
  profile: UserProfile,
})
const UserChange = Type.Partial(Type.Omit(SeedUser, ['userId']), { additionalProperties: false })
const UserParams = Type.Object({ userId: Type.String() })

/** The super apps' users. */
export function registerUsers(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/users',
    {
      schema: {
        tags: userTags,
        summary: 'All users',
        response: { 200: Type.Object({ users: Type.Array(User) }) },
      },
    },
    () => ({ users: [...sandbox.state.users.values()] }),
  )
  app.post(
    '/_sandbox/users',
    { schema: { tags: userTags, summary: 'Adds a user', body: SeedUser, response: { 201: User } } },
    (request, reply) => {
      const { users } = sandbox.state
      if (users.has(request.body.userId)) {
        throw new ControlError(409, 'NOT_ALLOWED', `There is a user ${request.body.userId} already.`)
      }
      const user = userOf(request.body)
      users.set(user.userId, user)
      reply.code(201)
      return user
    },
  )
  app.patch(
    '/_sandbox/users/:userId',
    {
      schema: {
        tags: userTags,
        summary: 'Changes a user',
        params: UserParams,
        body: UserChange,
        response: { 200: User },
      },
    },
    (request) => {
      const { users } = sandbox.state
      const user = users.get(request.params.userId)
      if (!user) throw notFound(`user ${request.params.userId}`)
      const changed = { ...user, ...request.body }
      users.set(user.userId, changed)
      return changed
    },
  )
  app.delete(
    '/_sandbox/users/:userId',
    {
      schema: {
        tags: userTags,
        summary: 'Removes a user',
        params: UserParams,
        response: { 204: Type.Null() },
      },
    },
    (request, reply) => {
      if (!sandbox.state.users.delete(request.params.userId)) throw notFound(`user ${request.params.userId}`)
      void reply.code(204).send(null)
    },
  )
}

const subscriptionTags = ['Subscriptions']
const Registration = Type.Union([Type.Literal('SUBSCRIBED'), Type.Literal('WITHDRAWN'), Type.Null()], {
  description: 'What the super app itself knows; null = nothing was registered there.',
})
const RegistrationChange = Type.Object(
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
        tags: subscriptionTags,
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
        tags: subscriptionTags,
        summary: 'Registers or withdraws, as the user would in the super app',
        body: RegistrationChange,
        response: { 200: Type.Required(RegistrationChange) },
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
