import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { snippets } from '../snippets/all.js'
import type { TypedApp } from '../typed-app.js'
import { credentialsOf } from './credentials.js'

const Snippet = Type.Object({
  language: Type.Enum(['curl', 'node', 'java', 'python']),
  fileName: Type.String(),
  run: Type.String({ description: 'The command that runs it; key.pem holds the merchant private key.' }),
  code: Type.String(),
})

/** "Connect your own backend": a first signed call, ready to run, without the key in it. */
export function registerSnippets(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/snippets',
    {
      schema: {
        tags: ['Start here'],
        summary: 'A first signed call in curl and openssl, Node, Java and Python',
        querystring: Type.Object({ appId: Type.Optional(Type.String()) }, { additionalProperties: false }),
        response: { 200: Type.Object({ snippets: Type.Array(Snippet) }) },
      },
    },
    (request) => ({
      snippets: snippets(credentialsOf(sandbox, `http://${request.host}`, request.query.appId)),
    }),
  )
}
