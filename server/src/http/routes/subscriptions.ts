import { ApiError } from '../../api-error.js'
import { submitAnswers } from '../../subscriptions/submit-answers.js'
import { bearerOf } from '../api-keys.js'
import { errorBody } from '../schemas/error.js'
import { subscriptionsAnswer, subscriptionsRequest } from '../schemas/subscriptions.js'
import type { Route } from './route.js'

/** The user's answers, under the session that `/authorizations` gave. */
export const subscriptionsRoute: Route = (app, { services, sender }) => {
  const { sessions, clock } = services
  app.post(
    '/subscriptions',
    {
      schema: {
        tags: ['contract'],
        summary: "Records the user's answers; AGREE with a second auth code",
        security: [{ session: [] }],
        body: subscriptionsRequest,
        response: { 200: subscriptionsAnswer, '4xx': errorBody, '5xx': errorBody },
      },
    },
    async ({ body, headers }) => {
      const session = sessions.read(bearerOf(headers.authorization) ?? '', clock.now())
      if (!session) {
        throw new ApiError(
          'SESSION_EXPIRED',
          'the session is unknown or older than 15 minutes: call /authorizations again',
        )
      }
      const answer = await submitAnswers(services, session, body)
      sender.wake()
      return answer
    },
  )
}
