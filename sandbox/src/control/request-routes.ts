import { Type, type Static } from '@fastify/type-provider-typebox'
import type { LoggedCall } from '../gateway/request-log.js'
import { LoggedRequest, showRequest } from '../gateway/show-request.js'
import type { Sandbox } from '../sandbox.js'
import type { TypedApp } from '../typed-app.js'
import { notFound } from './control-error.js'
import { curlOf } from './curl-of.js'
import { replay } from './replay.js'

const tags = ['Request log']
const EntryParams = Type.Object({ requestLogId: Type.String() })
const Search = Type.Object(
  {
    search: Type.Optional(Type.String({ description: 'Part of path, message, body or answer.' })),
    endpoint: Type.Optional(Type.String({ description: 'E.g. /v2/miniprogram/message/send.' })),
    resultCode: Type.Optional(Type.String()),
    resultStatus: Type.Optional(Type.String()),
    limit: Type.Optional(Type.String({ pattern: '^\\d{1,4}$', description: 'Default 1000.' })),
  },
  { additionalProperties: false },
)

/** The last 1,000 calls of the gateway, never with a token, code or key. */
export function registerRequests(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/requests',
    {
      schema: {
        tags,
        summary: 'Calls of the gateway that fit, newest first',
        querystring: Search,
        response: { 200: Type.Object({ requests: Type.Array(LoggedRequest) }) },
      },
    },
    (request) => {
      const fitting = sandbox.requestLog
        .list()
        .map(showRequest)
        .filter((one) => isFound(one, request.query))
      return { requests: fitting.slice(0, Number(request.query.limit ?? '1000')) }
    },
  )
  app.get(
    '/_sandbox/requests/:requestLogId',
    { schema: { tags, summary: 'One call', params: EntryParams, response: { 200: LoggedRequest } } },
    (request) => showRequest(find(sandbox, request.params.requestLogId)),
  )
  app.get(
    '/_sandbox/requests/:requestLogId/curl',
    {
      schema: {
        tags,
        summary: 'The call as a script for curl and openssl, without secrets',
        params: EntryParams,
        response: { 200: Type.Object({ curl: Type.String() }) },
      },
    },
    (request) => ({
      curl: curlOf(find(sandbox, request.params.requestLogId), `http://${request.host}`),
    }),
  )
  app.post(
    '/_sandbox/requests/:requestLogId/replay',
    {
      schema: {
        tags,
        summary: 'Signs the call anew and sends it again; the answer is its new entry',
        params: EntryParams,
        response: { 200: LoggedRequest },
      },
    },
    (request) => showRequest(replay(find(sandbox, request.params.requestLogId), sandbox)),
  )
}

function find({ requestLog }: Sandbox, requestLogId: string): LoggedCall {
  const call = requestLog.find(requestLogId)
  if (!call) throw notFound(`request ${requestLogId}`)
  return call
}

function isFound(
  one: LoggedRequest,
  { search, endpoint, resultCode, resultStatus }: Static<typeof Search>,
): boolean {
  const text = `${one.path}\n${one.resultMessage ?? ''}\n${one.body}\n${one.answer ?? ''}`
  return (
    (search === undefined || text.toLowerCase().includes(search.toLowerCase())) &&
    (endpoint === undefined || one.path.endsWith(endpoint)) &&
    (resultCode === undefined || one.resultCode === resultCode) &&
    (resultStatus === undefined || one.resultStatus === resultStatus)
  )
}
