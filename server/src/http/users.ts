import Type, { type Static } from 'typebox'
import { eraseUser, exportUser, userInfoOf } from '../consent/erase.js'
import { appId, customerBelongsTo, errorAnswers, isoTime } from '../contract/front-end.js'
import { ofCaller, type Route } from './route.js'

const params = Type.Object({ userId: Type.String({ minLength: 1, maxLength: 64 }) })
const querystring = Type.Object({
  customerBelongsTo,
  appId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 32,
      description: 'Of this app alone; without it of all apps that the key is for.',
    }),
  ),
})
const common = {
  tags: ['merchant'],
  security: [{ apiKey: [] }],
  params,
  querystring,
}

const personOf = (request: { params: Static<typeof params>; query: Static<typeof querystring> }) => ({
  ...request.query,
  ...request.params,
})

const erasedExample = { subjects: [{ appId: '3333010012345678', subject: 's_Jt4mX0c9Qe2' }], messages: 3 }

const erased = Type.Object(
  {
    subjects: Type.Array(Type.Object({ appId, subject: Type.String() }, { title: 'SubjectInApp' }), {
      description: 'What the ledger of each app that knows the user calls them.',
    }),
    messages: Type.Integer(),
  },
  { title: 'Erased', examples: [erasedExample] },
)

const erasedSoon = Type.Object(
  {
    ...erased.properties,
    leftToDo: Type.String({
      description: 'What the files of the database still hold; cleared soon, by itself.',
    }),
  },
  { title: 'ErasedSoon', examples: [{ ...erasedExample, leftToDo: 'rows that wait for a vacuum' }] },
)

const keptUserInfo = Type.Object(
  {
    appId,
    receivedAt: isoTime,
    userInfo: Type.Object({}, { additionalProperties: true, description: 'As inquiryUserInfo gives it.' }),
  },
  { title: 'KeptUserInfo' },
)

const infoExample = {
  appId: '3333010012345678',
  receivedAt: '2026-11-29T11:05:58.000Z',
  userInfo: { nickName: 'Ming' },
}

const userInfos = Type.Object(
  { apps: Type.Array(keptUserInfo) },
  { title: 'UserInfos', examples: [{ apps: [infoExample] }] },
)

const exported = Type.Object(
  {},
  { additionalProperties: true, title: 'ExportedUser', examples: [{ subscriptions: [], messages: [] }] },
)

/** What the law gives a person: to see what is kept, and to have it deleted. */
export const usersRoutes: Route = (app, { services }) => {
  app.get(
    '/users/:userId',
    {
      config: { scope: 'admin', refusals: ['APP_NOT_FOUND', 'USER_INFO_NOT_FOUND'] },
      schema: {
        ...common,
        operationId: 'getUserInfo',
        summary: 'What a user let the merchant see, where USER_INFO=on',
        response: { 200: userInfos, ...errorAnswers },
      },
    },
    async (request) => ({ apps: await userInfoOf(ofCaller(services, request), personOf(request)) }),
  )

  app.get(
    '/users/:userId/export',
    {
      config: { scope: 'admin', refusals: ['APP_NOT_FOUND'] },
      schema: {
        ...common,
        operationId: 'exportUser',
        summary: 'All that is kept about a user, as JSON',
        response: { 200: exported, ...errorAnswers },
      },
    },
    (request) => exportUser(ofCaller(services, request), personOf(request)),
  )

  app.delete(
    '/users/:userId',
    {
      config: { scope: 'admin', refusals: ['APP_NOT_FOUND'] },
      schema: {
        ...common,
        operationId: 'eraseUser',
        summary:
          'Withdraws all consent of a user and deletes what is kept; the ledger stays, under the subject',
        response: {
          200: erased,
          202: erasedSoon,
          ...errorAnswers,
        },
      },
    },
    async (request, reply) => {
      const { leftToDo, ...done } = await eraseUser(ofCaller(services, request), personOf(request))
      if (leftToDo === undefined) return done
      return reply.code(202).send({ ...done, leftToDo })
    },
  )
}
