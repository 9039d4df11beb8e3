import Type, { type Static } from 'typebox'
import {
  type LoggedCall,
  LoggedRequest,
  showRequest,
  secretFields,
  withoutSecrets,
} from '../gateway/request-log.js'
import type { Sandbox } from '../sandbox.js'
import { ownOrigin } from '../security/guard.js'
import type { TypedApp } from '../typed-app.js'
import { notFound, holdsWords } from './control-error.js'
import { createPrivateKey } from 'node:crypto'
import { answerRequest } from '../gateway/receive.js'
import { signatureHeader } from '../signing/signing.js'
import { platformTime } from '../state/clock.js'

const tags = ['Request log']
const EntryParams = Type.Object({ requestLogId: Type.String() })
const Search = Type.Object(
  {
    search: Type.Optional(
      Type.String({
        description:
          'Words that all stand in path, code, message, body, answer or faults; case does not count.',
      }),
    ),
    endpoint: Type.Optional(Type.String({ description: 'E.g. /v2/miniprogram/message/send.' })),
    resultCode: Type.Optional(Type.String()),
    resultStatus: Type.Optional(Type.String()),
    outcome: Type.Optional(
      Type.Enum(['accepted', 'refused', 'unknown'], {
        description: 'S or A; F; U, or a fault kept the call from being answered.',
      }),
    ),
    userId: Type.Optional(Type.String()),
    templateCode: Type.Optional(Type.String()),
    limit: Type.Optional(Type.String({ pattern: '^\\d{1,4}$', description: 'Default 1000.' })),
  },
  { additionalProperties: false },
)

/** A call in a list, with what tells it from the others. */
export const ListedRequest = Type.Object({
  ...LoggedRequest.properties,
  userId: Type.Optional(Type.String({ description: 'Of the token that was sent or given.' })),
  templateCode: Type.Optional(Type.String({ description: 'As the body has it.' })),
  requestId: Type.Optional(Type.String({ description: 'As the body has it.' })),
})
export type ListedRequest = Static<typeof ListedRequest>

/** What is asked for of the log, and how much there is. */
export const FoundRequests = Type.Object({
  requests: Type.Array(ListedRequest),
  found: Type.Integer({ description: 'How many fit, without the limit.' }),
  total: Type.Integer({ description: 'All calls in the log.' }),
})
export type FoundRequests = Static<typeof FoundRequests>

/** The last 1,000 calls of the gateway, never with a token, code or key. */
export function registerRequests(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/requests',
    {
      schema: {
        tags,
        summary: 'Calls of the gateway that fit, newest first',
        querystring: Search,
        response: { 200: FoundRequests },
      },
    },
    (request) => {
      const all = sandbox.requestLog.list().map((call) => listRequest(call, sandbox))
      const fitting = all.filter((one) => isFound(one, request.query))
      const requests = fitting.slice(0, Number(request.query.limit ?? '1000'))
      return { requests, found: fitting.length, total: all.length }
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
      curl: curlOf(find(sandbox, request.params.requestLogId), ownOrigin(request)),
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

/** A logged call never changes, and pages that are open ask for the list all the time. */
const listed = new WeakMap<LoggedCall, ListedRequest>()

function listRequest(call: LoggedCall, { state }: Sandbox): ListedRequest {
  const known = listed.get(call)
  if (known) return known
  const body = fieldsOf(call.request.body)
  const answer = fieldsOf(call.answer)
  const token = [body.accessToken, answer.accessToken].find((one) => typeof one === 'string')
  const userId = typeof token === 'string' ? state.tokens.ofAccessToken(token)?.userId : undefined
  const { templateCode, requestId } = body
  const request: ListedRequest = {
    ...showRequest(call),
    ...(userId !== undefined && { userId }),
    ...(typeof templateCode === 'string' && { templateCode }),
    ...(typeof requestId === 'string' && { requestId }),
  }
  listed.set(call, request)
  return request
}

function fieldsOf(json: Buffer | undefined): Record<string, unknown> {
  try {
    return Object(JSON.parse(json?.toString('utf8') ?? '')) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** Called accepted where the platform took the call over, as `A` says. */
const outcomes = { S: 'accepted', A: 'accepted', F: 'refused', U: 'unknown' } as const

function isFound(
  one: ListedRequest,
  { search = '', endpoint, resultCode, resultStatus, outcome, userId, templateCode }: Static<typeof Search>,
): boolean {
  const { path, resultMessage, body, answer, faults } = one
  const text = (): string => [path, one.resultCode, resultMessage, body, answer, ...faults].join('\n')
  const fits = (wanted: string | undefined, actual: string | null | undefined): boolean =>
    wanted === undefined || wanted === actual
  return (
    (search === '' || holdsWords(text(), search)) &&
    (endpoint === undefined || path.endsWith(endpoint)) &&
    fits(resultCode, one.resultCode) &&
    fits(resultStatus, one.resultStatus) &&
    fits(outcome, one.resultStatus === null ? 'unknown' : outcomes[one.resultStatus]) &&
    fits(userId, one.userId) &&
    fits(templateCode, one.templateCode)
  )
}

const variables: Record<string, string> = {
  accessToken: 'ACCESS_TOKEN',
  refreshToken: 'REFRESH_TOKEN',
  authCode: 'AUTH_CODE',
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

// No JSON text holds these two as they are, so that they mark the places of the secrets after quoting.
const mark = (name: string): string => `\u0001${name}\u0002`

/**
 * The call as a shell script for curl and openssl. It holds no secret: the key is a file that
 * MERCHANT_KEY names, and tokens and codes come from the environment.
 */
function curlOf({ request }: LoggedCall, origin: string): string {
  const shown = withoutSecrets(request.body, mark)
  const used = secretFields.filter((name) => shown.includes(mark(name)))
  const body = used.reduce(
    (text, name) => text.replaceAll(mark(name), `'"$${variables[name] ?? ''}"'`),
    quoted(shown),
  )
  return [
    '#!/bin/sh',
    '# Signs the call and sends it again.',
    ': "${MERCHANT_KEY:?the file with the merchant private key (PEM)}"',
    ...used.map((name) => `: "\${${variables[name] ?? ''}:?the ${name} to send}"`),
    `CLIENT_ID=${quoted(request.clientId ?? '')}`,
    `URI=${quoted(request.uri)}`,
    `BODY=${body}`,
    'REQUEST_TIME=$(date -u +%Y-%m-%dT%H:%M:%S+00:00)',
    `SIGNATURE=$(printf 'POST %s\\n%s.%s.%s' "$URI" "$CLIENT_ID" "$REQUEST_TIME" "$BODY" |`,
    `  openssl dgst -sha256 -sign "$MERCHANT_KEY" | openssl base64 -A | sed 's/+/%2B/g; s/\\//%2F/g; s/=/%3D/g')`,
    `curl -sS -X POST ${quoted(origin)}"$URI" \\`,
    `  -H 'Content-Type: application/json; charset=UTF-8' \\`,
    '  -H "Client-Id: $CLIENT_ID" -H "Request-Time: $REQUEST_TIME" \\',
    '  -H "Signature: algorithm=RSA256, keyVersion=1, signature=$SIGNATURE" \\',
    '  --data-binary "$BODY"',
    '',
  ].join('\n')
}

/**
 * Sends a logged call again: same path and body, new Request-Time, signed with the sandbox's own merchant
 * key (version 1). Returns the new entry of the log.
 */
function replay({ request }: LoggedCall, sandbox: Sandbox): LoggedCall {
  const { uri, body, clientId = '' } = request
  const requestTime = platformTime(sandbox.clock.wire())
  const key = createPrivateKey(sandbox.keys.merchant.privateKey)
  const signature = signatureHeader(key, { uri, clientId, time: requestTime, body }, 1)
  answerRequest({ ...request, requestTime, signature }, sandbox)
  const [entry] = sandbox.requestLog.list()
  if (!entry) throw new Error('The replayed call was not logged.')
  return entry
}
