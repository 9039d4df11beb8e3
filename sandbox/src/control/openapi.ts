import swagger from '@fastify/swagger'
import Type from 'typebox'
import type { FastifyInstance, FastifySchema } from 'fastify'

/** The control routes' own document, made from the schemas that check them: GET /_sandbox/openapi.json. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'mini-message-sandbox control API',
        version: '1',
        description:
          'Not of the platform, but of the sandbox: for tests and for the page. On 127.0.0.1 only.',
      },
    },
    transform: ({ schema, url }) => ({
      schema: url.startsWith('/_sandbox/') ? withRefusal(schema) : { ...schema, hide: true },
      url,
    }),
  })
  app.get(
    '/_sandbox/openapi.json',
    {
      schema: {
        tags: ['Start here'],
        summary: 'This document',
        response: { 200: Type.Record(Type.String(), Type.Unknown()) },
      },
    },
    () => app.swagger(),
  )
}

const Refusal = Type.Object(
  { error: Type.Object({ code: Type.String(), message: Type.String() }) },
  { description: 'A refusal: what was wrong, and what to do.' },
)

/** Any route may refuse, always in the same form. */
function withRefusal(schema: FastifySchema): FastifySchema {
  const answers = (schema.response ?? {}) as Record<string, unknown>
  return { ...schema, response: { ...answers, default: Refusal } }
}
