import { randomUUID } from 'node:crypto'
import { subscriptionsAnswer, type SubscriptionsAnswer } from '../../contract/front-end.js'
import { badAuthCode, demand, refusalOf, successOf, type Check, type Visitor } from './visitor.js'

const hourMs = 3_600_000

/** The one subscription of an answer is in this state. */
function demandState({ subscriptions }: SubscriptionsAnswer, type: string | null, needs: string): void {
  const [only] = subscriptions
  const got = `${String(only?.type)} that needs ${String(only?.needs)}`
  demand(
    only?.type === type && only.needs === needs,
    `expected ${String(type)} that needs ${needs}, got ${got}`,
  )
}

/** A session in which the template was rejected just now: where most checks begin. */
async function afterReject(visitor: Visitor): Promise<string> {
  const { sessionToken } = await visitor.session()
  await visitor.reject(sessionToken)
  return sessionToken
}

const agreeWith = async (
  visitor: Visitor,
  session: string,
  consent: object,
): Promise<SubscriptionsAnswer> => {
  const authCode = await visitor.codes('first')
  return successOf(subscriptionsAnswer, await visitor.answer(session, 'AGREE', { consent, authCode }))
}

export const subscriptionChecks: readonly Check[] = [
  {
    rule: 'without a session, or with a forged one, nothing is recorded: SESSION_EXPIRED',
    run: async (visitor) => {
      refusalOf(await visitor.answer('', 'REJECT'), 401, 'SESSION_EXPIRED')
      const { sessionToken } = await visitor.session()
      const forged = sessionToken.slice(0, -6) + 'AAAAAA'
      refusalOf(await visitor.answer(forged, 'REJECT'), 401, 'SESSION_EXPIRED')
    },
  },
  {
    rule: 'AGREE with a fresh code subscribes, REJECT without one withdraws',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      demandState(await visitor.agree(session), 'AGREE', 'NOTHING')
      demandState(await visitor.session(), 'AGREE', 'NOTHING')
      demandState(await visitor.reject(session), 'REJECT', 'CONSENT')
      demandState(await visitor.session(), 'REJECT', 'CONSENT')
    },
  },
  {
    rule: 'AGREE without a code is INVALID_REQUEST and has no effect',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      refusalOf(await visitor.answer(session, 'AGREE'), 400, 'INVALID_REQUEST')
      demandState(await visitor.session(), 'REJECT', 'CONSENT')
    },
  },
  {
    rule: 'the code that named the user does not subscribe: AUTH_CODE_SPENT, and no effect',
    run: async (visitor) => {
      await afterReject(visitor)
      const authCode = await visitor.codes('first')
      const answer = await visitor.authorize({ authCode })
      const { sessionToken } = answer.body as { sessionToken: string }
      refusalOf(await visitor.answer(sessionToken, 'AGREE', { authCode }), 410, 'AUTH_CODE_SPENT')
      demandState(await visitor.session(), 'REJECT', 'CONSENT')
    },
  },
  {
    rule: 'after a bad code the same requestId may come again with a new one',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      const request = { requestId: randomUUID(), consent: visitor.consent() }
      refusalOf(
        await visitor.answer(session, 'AGREE', { ...request, authCode: 'nosuchauthcode' }),
        410,
        ...badAuthCode,
      )
      const authCode = await visitor.codes('first')
      demandState(
        successOf(subscriptionsAnswer, await visitor.answer(session, 'AGREE', { ...request, authCode })),
        'AGREE',
        'NOTHING',
      )
    },
  },
  {
    rule: 'a code of another user is SUBJECT_MISMATCH, and nothing is recorded',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      const authCode = await visitor.codes('second')
      refusalOf(await visitor.answer(session, 'AGREE', { authCode }), 403, 'SUBJECT_MISMATCH')
      demandState(await visitor.session(), 'REJECT', 'CONSENT')
    },
  },
  {
    rule: 'the same request again has the first outcome, whatever its code and sentAt; another one is REQUEST_ID_REUSED',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      const request = { requestId: randomUUID(), consent: visitor.consent() }
      const authCode = await visitor.codes('first')
      const first = successOf(
        subscriptionsAnswer,
        await visitor.answer(session, 'AGREE', { ...request, authCode }),
      )
      const consent = { ...request.consent, sentAt: new Date(Date.now() + 1_000).toISOString() }
      const again = successOf(
        subscriptionsAnswer,
        await visitor.answer(session, 'AGREE', { ...request, authCode, consent }),
      )
      demand(JSON.stringify(first) === JSON.stringify(again), 'the second answer differs from the first')
      refusalOf(await visitor.answer(session, 'REJECT', request), 409, 'REQUEST_ID_REUSED')
    },
  },
  {
    rule: 'an answer older than the decision in force changes nothing',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      demandState(await agreeWith(visitor, session, visitor.consent({ agoMs: 60_000 })), 'REJECT', 'CONSENT')
      demandState(await visitor.session(), 'REJECT', 'CONSENT')
    },
  },
  {
    rule: "the server's clock decides: a phone an hour fast is withdrawn from, one an hour slow agrees again",
    run: async (visitor) => {
      const session = await afterReject(visitor)
      for (const aheadMs of [hourMs, -hourMs]) {
        demandState(await agreeWith(visitor, session, visitor.consent({ aheadMs })), 'AGREE', 'NOTHING')
        demandState(await visitor.reject(session), 'REJECT', 'CONSENT')
      }
    },
  },
  {
    rule: 'where the times of a device contradict each other, a REJECT counts now and an AGREE 24 h before',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      await visitor.agree(session)
      const consent = { ...visitor.consent(), answeredAt: '2020-01-01T00:00:00Z' }
      const rejected = await visitor.answer(session, 'REJECT', { consent })
      demandState(successOf(subscriptionsAnswer, rejected), 'REJECT', 'CONSENT')
      demandState(await agreeWith(visitor, session, consent), 'REJECT', 'CONSENT')
    },
  },
  {
    rule: 'an AGREE that is more than 24 h old is INVALID_REQUEST',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      const old = { consent: visitor.consent({ agoMs: 25 * hourMs }), authCode: await visitor.codes('first') }
      refusalOf(await visitor.answer(session, 'AGREE', old), 400, 'INVALID_REQUEST')
    },
  },
  {
    rule: 'empty answers with a code renew the authorization and change no decision; without a code they are refused',
    run: async (visitor) => {
      const session = await afterReject(visitor)
      await visitor.agree(session)
      const renewal = { requestId: randomUUID(), answers: [] }
      refusalOf(await visitor.backend.post('/subscriptions', renewal, session), 400, 'INVALID_REQUEST')
      const authCode = await visitor.codes('first')
      successOf(
        subscriptionsAnswer,
        await visitor.backend.post('/subscriptions', { ...renewal, authCode }, session),
      )
      demandState(await visitor.session(), 'AGREE', 'NOTHING')
    },
  },
  {
    rule: 'an unknown template is TEMPLATE_NOT_FOUND',
    run: async (visitor) => {
      const { sessionToken } = await visitor.session()
      const answers = [{ templateCode: 'no-such-template', type: 'REJECT' }]
      refusalOf(await visitor.answer(sessionToken, 'REJECT', { answers }), 404, 'TEMPLATE_NOT_FOUND')
    },
  },
]
