import { Type } from '@fastify/type-provider-typebox'
import type { Sandbox } from '../sandbox.js'
import { ownOrigin } from '../security/guard.js'
import { snippetFactsOf, snippets } from '../snippets/all.js'
import { languages } from '../snippets/snippet.js'
import type { TypedApp } from '../typed-app.js'
import { notFound } from './control-error.js'
import { credentialsOf } from './credentials.js'

const Snippet = Type.Object({
  language: Type.Enum([...languages]),
  fileName: Type.String(),
  run: Type.String({
    description:
      'The command that runs it; key.pem holds the merchant’s private key, ca.pem the CA with https.',
  }),
  code: Type.String(),
})

/** "Connect your own backend": a program that exchanges a code and sends a message, without the key in it. */
export function registerSnippets(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/snippets',
    {
      schema: {
        tags: ['Start here'],
        summary:
          'A program in curl and openssl, Node, Java, Python, PHP and Go: exchanges a code, sends a message',
        querystring: Type.Object(
          {
            appId: Type.Optional(Type.String()),
            templateCode: Type.Optional(Type.String({ description: 'Default: the first that is approved.' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ snippets: Type.Array(Snippet) }) },
      },
    },
    (request) => {
      const { appId, templateCode } = request.query
      const credentials = credentialsOf(sandbox, ownOrigin(request), appId)
      if (templateCode !== undefined) {
        const approved = sandbox.state.templates.applied().filter(({ status }) => status === 'APPROVED')
        if (!approved.some((one) => one.appId === credentials.appId && one.templateCode === templateCode)) {
          throw notFound(`approved template ${templateCode} of ${credentials.appId}`)
        }
        credentials.templateCode = templateCode
      }
      return { snippets: snippets(snippetFactsOf(sandbox, credentials)) }
    },
  )
}
