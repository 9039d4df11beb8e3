import type { FastifyInstance, InjectOptions } from 'fastify'

export interface Operation {
  operationId: string
  summary?: string
  tags?: string[]
  security?: object[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object; examples?: object }> }
  >
}

export interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

/** Every operation of the document, with its method and path. */
export const operationsOf = (app: FastifyInstance): [name: string, Operation][] =>
  Object.entries((app.swagger() as unknown as Document).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )

/** The codes with which an operation says that it may refuse; only refusals have examples with names. */
export const codesOf = ({ responses }: Operation): string[] =>
  Object.entries(responses).flatMap(([status, { content = {} }]) =>
    /^[45]/.test(status) ? Object.keys(content['application/json']?.examples ?? {}) : [],
  )

let operations: [name: string, Operation][] | undefined

/** Whatever a route refuses in a test has to stand in the document, as its users read it. */
export function expectTold(
  app: FastifyInstance,
  { method = 'GET', url = '' }: InjectOptions,
  { error: { code } }: { error: { code: string } },
): void {
  const asked = `${method} ${(url as string).split('?')[0]}`
  // Every app of a test file has the same routes, and the document takes longer to make than a request.
  const found = (operations ??= operationsOf(app)).find(([name]) =>
    new RegExp(`^${name.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  )
  if (!found || codesOf(found[1]).includes(code)) return
  throw new Error(`${found[0]} refused with ${code}, which the document does not say: add it to its refusals`)
}
