import { randomUUID } from 'node:crypto'
import { authorizationAnswer } from '../../contract/front-end.js'
import { badAuthCode, demand, refusalOf, successOf, type Check } from './visitor.js'

export const authorizationChecks: readonly Check[] = [
  {
    rule: 'POST /authorizations gives a session, an opaque subject and what each template needs',
    run: async (visitor) => {
      const { subscriptions, expiresAt } = await visitor.session()
      demand(subscriptions.length === 1, `expected one subscription, got ${subscriptions.length}`)
      demand(Date.parse(expiresAt) > Date.now(), 'expiresAt has passed')
    },
  },
  {
    rule: 'the same user has the same subject and subscriptionId, another user has others',
    run: async (visitor) => {
      const [first, again] = [await visitor.session(), await visitor.session()]
      const other = successOf(
        authorizationAnswer,
        await visitor.authorize({ authCode: await visitor.codes('second') }),
      )
      const idOf = ({ subscriptions }: typeof first) => subscriptions[0]?.subscriptionId
      demand(first.subject === again.subject && idOf(first) === idOf(again), 'one user has two names')
      demand(first.subject !== other.subject && idOf(first) !== idOf(other), 'two users have one name')
    },
  },
  {
    rule: 'the same request again has the first outcome, with a new session token',
    run: async (visitor) => {
      const request = { requestId: randomUUID(), authCode: await visitor.codes('first') }
      const first = successOf(authorizationAnswer, await visitor.authorize(request))
      const again = successOf(authorizationAnswer, await visitor.authorize(request))
      demand(first.subject === again.subject, 'the second answer names another subject')
      demand(first.sessionToken !== again.sessionToken, 'the session token was kept and given again')
    },
  },
  {
    rule: 'another request under the same requestId is REQUEST_ID_REUSED',
    run: async (visitor) => {
      const request = { requestId: randomUUID(), authCode: await visitor.codes('first') }
      await visitor.authorize(request)
      refusalOf(await visitor.authorize({ ...request, scopes: ['auth_base'] }), 409, 'REQUEST_ID_REUSED')
    },
  },
  {
    rule: 'a code works once: used in another request it is AUTH_CODE_SPENT',
    run: async (visitor) => {
      const authCode = await visitor.codes('first')
      successOf(authorizationAnswer, await visitor.authorize({ authCode }))
      refusalOf(await visitor.authorize({ authCode }), 410, 'AUTH_CODE_SPENT')
    },
  },
  {
    rule: 'one code posted several times at once is exchanged once',
    run: async (visitor) => {
      const authCode = await visitor.codes('first')
      const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.authorize({ authCode })))
      const given = answers.filter(({ status }) => status === 200)
      demand(given.length === 1, `expected one session, got ${given.length}`)
    },
  },
  {
    rule: 'a code the platform does not know is refused with 410',
    run: async (visitor) =>
      refusalOf(await visitor.authorize({ authCode: 'nosuchauthcode' }), 410, ...badAuthCode),
  },
  {
    rule: 'an unknown app or site is APP_NOT_ALLOWED, an unknown template TEMPLATE_NOT_FOUND',
    run: async (visitor) => {
      refusalOf(await visitor.authorize({ appId: 'no-such-app' }), 403, 'APP_NOT_ALLOWED')
      refusalOf(await visitor.authorize({ customerBelongsTo: 'NO_SUCH_SITE' }), 403, 'APP_NOT_ALLOWED')
      refusalOf(await visitor.authorize({ templateCodes: ['no-such-template'] }), 404, 'TEMPLATE_NOT_FOUND')
    },
  },
  {
    rule: 'a request that is not as the schema says is INVALID_REQUEST',
    run: async (visitor) => {
      refusalOf(await visitor.authorize({ requestId: 'not a uuid' }), 400, 'INVALID_REQUEST')
      refusalOf(await visitor.authorize({ templateCodes: [] }), 400, 'INVALID_REQUEST')
      refusalOf(await visitor.backend.post('/authorizations', '{'), 400, 'INVALID_REQUEST')
    },
  },
  {
    rule: 'a body of more than 64 kB is refused',
    run: async (visitor) => {
      const { status } = await visitor.authorize({ scopes: ['x'.repeat(70_000)] })
      demand(status >= 400 && status < 500, `expected a refusal, got ${status}`)
    },
  },
]
