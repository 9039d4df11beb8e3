import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { AutoAnswer } from '../state/auto-answer.js'
import type { TypedApp } from '../typed-app.js'

const Change = Type.Object(
  {
    authorization: Type.Optional(Type.Union([Type.Literal('allow'), Type.Literal('refuse'), Type.Null()])),
    panel: Type.Optional(
      Type.Union([Type.Literal('AGREE'), Type.Literal('REJECT'), Type.Literal('cancel'), Type.Null()]),
    ),
  },
  { additionalProperties: false },
)

/** Who answers the authorization page and the panel where no person is. What a change leaves out stays. */
export function registerAutoAnswer(app: TypedApp, sandbox: Sandbox): void {
  app.get('/_sandbox/auto-answer', (): AutoAnswer => sandbox.state.autoAnswer)
  app.post('/_sandbox/auto-answer', { schema: { body: Change } }, (request): AutoAnswer => {
    const { authorization, panel } = request.body
    const { autoAnswer } = sandbox.state
    if (authorization !== undefined) autoAnswer.authorization = authorization
    if (panel !== undefined) autoAnswer.panel = panel
    return autoAnswer
  })
}
