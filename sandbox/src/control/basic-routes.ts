import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { ownOrigin } from '../security/guard.js'
import { ControlError } from './control-error.js'
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
    (request) => credentialsOf(sandbox, ownOrigin(request), request.query.appId),
  )
  app.get(
    '/_sandbox/ca.pem',
    {
      schema: {
        tags,
        summary: 'With --https: the certificate of the CA that clients have to trust',
        response: {
          200: { description: 'PEM', content: { 'application/x-pem-file': { schema: Type.String() } } },
        },
      },
    },
    (_request, reply) => {
      if (sandbox.caCertificate === undefined) {
        throw new ControlError(
          404,
          'NOT_FOUND',
          'This sandbox speaks http and has no CA: start it with --https.',
        )
      }
      void reply.type('application/x-pem-file')
      return sandbox.caCertificate
    },
  )
}
