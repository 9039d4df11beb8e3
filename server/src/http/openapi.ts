import { STATUS_CODES } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import Type from 'typebox'
import { apiErrorMeaning, apiErrorStatus, type ApiErrorCode } from '../contract/errors.js'
import { eventExample } from '../contract/events.js'
import { errorBody } from '../contract/front-end.js'
import type { Route } from './route.js'

const session = {
  type: 'http',
  scheme: 'bearer',
  description: 'sessionToken of POST /authorizations',
} as const
const apiKey = {
  type: 'http',
  scheme: 'bearer',
  description: 'One of API_KEYS; each operation names the scope that the key needs.',
} as const

const info = {
  title: 'mini-message-server',
  version: '1',
  description:
    'Asks users of a mini program for consent, and sends them messages through Alipay+. A refusal is `{ error: { code, message } }`: branch on `code`; more codes and fields may come within a version.',
  license: { name: 'MIT', identifier: 'MIT' },
}

const contractInfo = {
  ...info,
  title: 'mini-message backend contract',
  description:
    'What the front end asks of a merchant backend, this server or any other: contract.md says how.',
}

const tags = [
  { name: 'contract', description: 'For the front end: docs/contract.md. Any other backend may fulfil it.' },
  { name: 'merchant', description: "For the merchant's own systems, with an API key." },
  {
    name: 'console',
    description: 'For support and operations, with a named API key: docs/guides/console.md.',
  },
  { name: 'operation', description: 'For probes, Prometheus and tools.' },
]

/** A program that is made from the document of a package has no address to take it from. */
const servers = [
  { url: '/', description: 'The server that this document was read from.' },
  { url: 'http://127.0.0.1:8788', description: 'HOST and PORT as they are by default.' },
]

/** Collects the routes that are registered after it into an OpenAPI 3.1 document: `app.swagger()`. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info, servers, tags, components: { securitySchemes: { session, apiKey } } },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({ schema: withKeyAndRefusals(schema, route), url }),
    transformObject: (given) => withComponents(given as unknown as { openapiObject: Document }),
  })
}

/** The part of the document that any merchant backend has to fulfil: docs/contract.openapi.json. */
export function contractDocument(app: FastifyInstance): object {
  const { components, paths, tags: allTags, openapi } = documentOf(app)
  const isContract = ({ tags }: Operation) => tags.includes('contract')
  const asked = Object.entries(paths).filter(([, item]) => Object.values(item).some(isContract))
  const names = namesIn(asked, components.schemas)
  const schemas = Object.entries(components.schemas).filter(([name]) => names.has(name))
  return {
    openapi,
    info: contractInfo,
    servers: [{ url: '/', description: 'The `backendUrl` of the front end.' }],
    tags: allTags.filter(({ name }) => name === 'contract'),
    components: { securitySchemes: { session }, schemas: Object.fromEntries(schemas) },
    paths: Object.fromEntries(asked),
  }
}

/** The document itself, for tools; the package has it as `openapi.json`. */
export const openapiRoute: Route = (app) => {
  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        tags: ['operation'],
        summary: 'This document',
        response: { 200: Type.Object({}, { additionalProperties: true }), '5xx': errorBody },
      },
    },
    () => documentOf(app),
  )
}

const documentOf = (app: FastifyInstance): Document => app.swagger() as unknown as Document

interface Operation {
  tags: readonly string[]
  responses: Record<string, { description: string }>
}

interface Document {
  tags: { name: string }[]
  components: { schemas: Record<string, unknown> }
  paths: Record<string, Record<string, Operation>>
  [field: string]: unknown
}

/**
 * The checks of a route know refusals by their first digit alone. The document has each status that the route can
 * answer, with its codes: what the route says of itself (`config.refusals`), and what is answered before it is asked.
 * A key's scope stands where OpenAPI 3.1 has the names of roles.
 */
function withKeyAndRefusals(schema: FastifySchema, { config }: RouteOptions): FastifySchema {
  const { '4xx': byCaller, '5xx': byServer, ...answers } = (schema.response ?? {}) as Record<string, unknown>
  const hasKey = schema.security?.some((scheme) => 'apiKey' in scheme) ?? false
  const codes = new Set<ApiErrorCode>([
    ...(schema.tags?.includes('operation') ? [] : (['INVALID_REQUEST', 'UNAVAILABLE'] as const)),
    ...(schema.tags?.includes('contract') ? (['RATE_LIMITED'] as const) : []),
    ...(hasKey ? (['API_KEY_REQUIRED', 'API_KEY_SCOPE'] as const) : []),
    ...(schema.body ? (['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
    ...(config?.refusals ?? []),
    'INTERNAL',
  ])
  const told = [...codes].filter((code) => (apiErrorStatus[code] < 500 ? byCaller : byServer) !== undefined)
  const statuses = [...new Set(told.map((code) => apiErrorStatus[code]))]
  const refusals = statuses.map(
    (status) => [status, refusal(told.filter((code) => apiErrorStatus[code] === status))] as const,
  )
  return {
    ...schema,
    security: hasKey ? [{ apiKey: [config?.scope ?? 'admin'] }] : (schema.security ?? []),
    response: { ...answers, ...Object.fromEntries(refusals) },
  }
}

/** `code` stays a plain string, since more of them may come: the known ones are named, each with an example. */
const refusal = (codes: readonly ApiErrorCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${apiErrorMeaning[code]}.`).join(' '),
  content: {
    'application/json': { schema: errorBody, examples: Object.fromEntries(codes.map(exampleOf)) },
  },
  ...(codes.some((code) => ['RATE_LIMITED', 'UNAVAILABLE'].includes(code)) && { headers: retryAfter }),
})

const retryAfter = {
  'Retry-After': { type: 'integer', description: 'Seconds until the same request may be sent again.' },
}

const exampleOf = (code: ApiErrorCode) =>
  [code, { value: { error: { code, message: apiErrorMeaning[code] } } }] as const

/** Each schema that has a title becomes a component of that name, wherever it stands. */
function withComponents({ openapiObject: document }: { openapiObject: Document }): Document {
  const schemas: Record<string, object> = {}
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named)
    if (typeof value !== 'object' || value === null) return value
    const part = Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isData(key) ? inner : named(inner)]),
    )
    // Generators of clients want to know.
    if (Array.isArray(part.enum)) part.type ??= 'string'
    if (typeof part.title !== 'string') return part
    const { title, ...schema } = part
    const known = schemas[title] ?? schema
    if (!isDeepStrictEqual(withoutExamples(known), withoutExamples(schema)))
      throw new Error(`two schemas are called ${title}: give each a title of its own`)
    schemas[title] = { ...known, ...schema }
    return { $ref: `#/components/schemas/${title}` }
  }
  const paths = named(document.paths) as Document['paths']
  for (const { responses } of Object.values(paths).flatMap((item) => Object.values(item))) {
    for (const [status, answer] of Object.entries(responses))
      if (answer.description === 'Default Response') answer.description = STATUS_CODES[status] ?? status
  }
  const inOrder = Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    ...document,
    paths,
    webhooks,
    components: { ...document.components, schemas: Object.fromEntries(inOrder) },
  }
}

/** What the server posts to the webhooks of its apps; the routes have the component already. docs/guides/events.md */
const webhooks = {
  event: {
    post: {
      operationId: 'receiveEvent',
      tags: ['merchant'],
      summary: 'An event, posted to the webhook of its app',
      description:
        'In the form of Standard Webhooks. Anything but a 2xx within 15 seconds is posted again, for three days, with the same webhook-id.',
      parameters: [
        {
          ...inHeader('webhook-id', 'The id of the event, the same however often it comes.'),
          example: 'evt_5f0c2b7d9a3e4c1f8b6d2a4e7c9f1b3d',
        },
        {
          ...inHeader('webhook-timestamp', 'When this attempt was signed, in seconds since 1970.'),
          example: '1795147201',
        },
        {
          ...inHeader(
            'webhook-signature',
            'v1, and the HMAC-SHA256 of id.timestamp.body in Base64; one for each secret, separated by spaces.',
          ),
          example: 'v1,mCJYzTBVCqtZ7vS9FVSVTh6lRb3mYsk3DGuQO5a2Nj4=',
        },
        {
          ...inHeader('traceparent', 'The trace of the request that brought the message, where it is one.'),
          required: false,
          example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/Event' }, example: eventExample },
        },
      },
      responses: { '2XX': { description: 'Taken. The body of the answer is not read.' } },
      // The signature is the proof; OpenAPI has no name for it.
      security: [],
    },
  },
}

function inHeader(name: string, description: string) {
  return { name, in: 'header', required: true, description, schema: { type: 'string' } }
}

/** Where a schema is a whole body, its example has been moved beside it. */
const withoutExamples = (schema: object) => ({ ...schema, examples: undefined })

/** Examples are no schemas, whatever fields they have. */
const isData = (key: string) => key === 'examples' || key === 'example'

/** The components that a part of the document names, and those that these name. */
function namesIn(part: unknown, schemas: Record<string, unknown>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (found.has(name)) continue
    found.add(name)
    namesIn(schemas[name], schemas, found)
  }
  return found
}
