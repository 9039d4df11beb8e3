import { Type } from '@fastify/type-provider-typebox'
import { showRequest } from '../gateway/show-request.js'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { credentialsOf } from './credentials.js'

const InboxQuery = Type.Object({ userId: Type.Optional(Type.String()) }, { additionalProperties: false })
const ClockChange = Type.Object({ offsetMs: Type.Integer() }, { additionalProperties: false })

/** What a developer or a test reads, and turns back to the start. */
export function registerStateControl(app: TypedApp, sandbox: Sandbox): void {
  app.get('/_sandbox/healthz', () => ({ status: 'ok' }))
  app.get('/_sandbox/credentials', (request) => credentialsOf(sandbox, `http://${request.host}`))
  app.get('/_sandbox/inbox', { schema: { querystring: InboxQuery } }, (request) => ({
    messages: sandbox.state.inbox.list(request.query.userId),
  }))
  app.get('/_sandbox/users', () => ({ users: [...sandbox.state.users.values()] }))
  app.get('/_sandbox/templates', () => ({ templates: sandbox.state.templates.list() }))
  app.get('/_sandbox/requests', () => ({ requests: sandbox.requestLog.list().map(showRequest) }))
  app.get('/_sandbox/clock', () => clockOf(sandbox))
  app.post('/_sandbox/clock', { schema: { body: ClockChange } }, (request) => {
    sandbox.clock.offsetMs = request.body.offsetMs
    return clockOf(sandbox)
  })
  app.post('/_sandbox/reset', () => {
    sandbox.reset()
    return { reset: true }
  })
}

const clockOf = ({ clock }: Sandbox): { offsetMs: number; now: string } => ({
  offsetMs: clock.offsetMs,
  now: new Date(clock.now()).toISOString(),
})
