import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { SeedUser, SiteName, Translations, UserProfile, UserStatus } from '../state/seed-schema.js'
import { userOf } from '../state/seeded-state.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound } from './control-error.js'

const tags = ['Users']
const User = Type.Object({
  userId: Type.String(),
  site: SiteName,
  name: Translations,
  nickName: Type.String(),
  language: Type.String(),
  status: UserStatus,
  profile: UserProfile,
})
const Change = Type.Partial(Type.Omit(SeedUser, ['userId']), { additionalProperties: false })
const UserParams = Type.Object({ userId: Type.String() })

/** The super apps' users. */
export function registerUsers(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/users',
    { schema: { tags, summary: 'All users', response: { 200: Type.Object({ users: Type.Array(User) }) } } },
    () => ({ users: [...sandbox.state.users.values()] }),
  )
  app.post(
    '/_sandbox/users',
    { schema: { tags, summary: 'Adds a user', body: SeedUser, response: { 201: User } } },
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
      schema: { tags, summary: 'Changes a user', params: UserParams, body: Change, response: { 200: User } },
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
    { schema: { tags, summary: 'Removes a user', params: UserParams, response: { 204: Type.Null() } } },
    (request, reply) => {
      if (!sandbox.state.users.delete(request.params.userId)) throw notFound(`user ${request.params.userId}`)
      void reply.code(204).send(null)
    },
  )
}
