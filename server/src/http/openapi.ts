import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

const session = {
  type: 'http',
  scheme: 'bearer',
  description: 'sessionToken of POST /authorizations',
} as const
const apiKey = { type: 'http', scheme: 'bearer', description: 'one of API_KEYS' } as const

/** Collects the routes that are registered after it into an OpenAPI 3.1 document. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'mini-message-server', version: '1', description: 'See docs/contract.md.' },
      components: { securitySchemes: { session, apiKey } },
    },
  })
}

type Operations = Record<string, { tags?: readonly string[] } | undefined>

/** The part of the document that any merchant backend has to fulfil: docs/contract.openapi.json. */
export function contractDocument(app: FastifyInstance): object {
  const document = app.swagger()
  const paths = Object.entries(document.paths ?? {}).filter(([, operations]) =>
    Object.values(operations as Operations).some((operation) => operation?.tags?.includes('contract')),
  )
  return {
    ...document,
    info: {
      title: 'mini-message backend contract',
      version: '1',
      description: 'See contract.md beside this file.',
    },
    components: { securitySchemes: { session } },
    paths: Object.fromEntries(paths),
  }
}
