import { authorize } from '../../subscriptions/authorize.js'
import { authorizationAnswer, authorizationRequest } from '../schemas/authorizations.js'
import { errorBody } from '../schemas/error.js'
import type { Route } from './route.js'

/** The first auth code names the user. */
export const authorizationsRoute: Route = (app, { services }) => {
  app.post(
    '/authorizations',
    {
      schema: {
        tags: ['contract'],
        summary: 'Swaps the first auth code for a session, and says what each template needs',
        body: authorizationRequest,
        response: { 200: authorizationAnswer, '4xx': errorBody, '5xx': errorBody },
      },
    },
    ({ body }) => authorize(services, body),
  )
}
