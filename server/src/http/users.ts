import Type from 'typebox'
import { eraseUser, exportUser, userInfoOf } from '../consent/erase.js'
import { appId, customerBelongsTo, errorAnswers, isoTime } from '../contract/front-end.js'
import type { Route } from './route.js'

const params = Type.Object({ userId: Type.String({ minLength: 1, maxLength: 64 }) })
const querystring = Type.Object({ customerBelongsTo })
const common = {
  tags: ['merchant'],
  security: [{ apiKey: [] }],
  params,
  querystring,
}

const erased = Type.Object({ subject: Type.String(), messages: Type.Integer() })

const keptUserInfo = Type.Object({
  appId,
  receivedAt: isoTime,
  userInfo: Type.Object({}, { additionalProperties: true, description: 'As inquiryUserInfo gives it.' }),
})

/** What the law gives a person: to see what is kept, and to have it deleted. */
export const usersRoutes: Route = (app, { services }) => {
  app.get(
    '/users/:userId',
    {
      config: { scope: 'admin' },
      schema: {
        ...common,
        summary: 'What a user let the merchant see, where USER_INFO=on',
        response: {
          200: Type.Object({ apps: Type.Array(keptUserInfo) }),
          ...errorAnswers,
        },
      },
    },
    async ({ params: { userId }, query }) => ({ apps: await userInfoOf(services, { ...query, userId }) }),
  )

  app.get(
    '/users/:userId/export',
    {
      config: { scope: 'admin' },
      schema: {
        ...common,
        summary: 'All that is kept about a user, as JSON',
        response: {
          200: Type.Object({}, { additionalProperties: true }),
          ...errorAnswers,
        },
      },
    },
    ({ params: { userId }, query }) => exportUser(services, { ...query, userId }),
  )

  app.delete(
    '/users/:userId',
    {
      config: { scope: 'admin' },
      schema: {
        ...common,
        summary:
          'Withdraws all consent of a user and deletes what is kept; the ledger stays, under the subject',
        response: {
          200: erased,
          202: Type.Object({
            ...erased.properties,
            leftToDo: Type.String({
              description: 'What the files of the database still hold; cleared soon, by itself.',
            }),
          }),
          ...errorAnswers,
        },
      },
    },
    async ({ params: { userId }, query }, reply) => {
      const { leftToDo, ...done } = await eraseUser(services, { ...query, userId })
      if (leftToDo === undefined) return done
      return reply.code(202).send({ ...done, leftToDo })
    },
  )
}
