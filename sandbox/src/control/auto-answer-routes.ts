import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { AutoAnswer } from '../state/auto-answer.js'
import type { TypedApp } from '../typed-app.js'

const tags = ['Auto-answer']
export const AutoAnswerChange = Type.Partial(AutoAnswer, { additionalProperties: false })

/** Who answers the authorization page and the panel where no person is. What a change leaves out stays. */
export function registerAutoAnswer(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/auto-answer',
    { schema: { tags, summary: 'Who answers', response: { 200: AutoAnswer } } },
    () => sandbox.state.autoAnswer,
  )
  app.post(
    '/_sandbox/auto-answer',
    {
      schema: {
        tags,
        summary: 'Lets the sandbox answer',
        body: AutoAnswerChange,
        response: { 200: AutoAnswer },
      },
    },
    (request) => Object.assign(sandbox.state.autoAnswer, request.body),
  )
}
