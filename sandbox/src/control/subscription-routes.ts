import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'

const Change = Type.Object(
  {
    userId: Type.String(),
    templateCode: Type.String(),
    registration: Type.Union([Type.Literal('SUBSCRIBED'), Type.Literal('WITHDRAWN'), Type.Null()]),
  },
  { additionalProperties: false },
)

/** What the super app itself knows of a subscription: SUBSCRIBED in its own panel, or WITHDRAWN there. */
export function registerSubscriptions(app: TypedApp, sandbox: Sandbox): void {
  app.post('/_sandbox/subscriptions', { schema: { body: Change } }, (request) => {
    const { userId, templateCode, registration } = request.body
    sandbox.state.subscriptions.set(userId, sandbox.seed.miniProgram.appId, templateCode, registration)
    return request.body
  })
}
