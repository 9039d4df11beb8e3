import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { Credentials, credentialsOf } from './credentials.js'

const tags = ['Start here']

export function registerBasics(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/healthz',
    {
      schema: {
        tags,
        summary: 'Answers when ready',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    () => ({ status: 'ok' as const }),
  )
  app.get(
    '/_sandbox/credentials',
    {
      schema: {
        tags,
        summary:
          'What a backend needs; the private key is a throw-away one and leaves this machine to nobody',
        querystring: Type.Object({ appId: Type.Optional(Type.String()) }, { additionalProperties: false }),
        response: { 200: Credentials },
      },
    },
    (request) => credentialsOf(sandbox, `http://${request.host}`, request.query.appId),
  )
}
