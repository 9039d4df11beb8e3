import { Type, type Static } from '@fastify/type-provider-typebox'
import { withoutSecrets } from './without-secrets.js'
import { pathOf } from './incoming-request.js'
import type { LoggedCall } from './request-log.js'

const Nullable = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

/** One call of the gateway as the log shows it: tokens, codes and signatures are replaced by their names. */
export const LoggedRequest = Type.Object({
  requestLogId: Type.String(),
  at: Type.String({ description: 'ISO 8601, the platform’s time.' }),
  method: Type.String(),
  path: Type.String(),
  clientId: Nullable(Type.String()),
  requestTime: Nullable(Type.String()),
  resultStatus: Type.Union([Type.Enum(['S', 'A', 'F', 'U']), Type.Null()], {
    description: 'Null if a fault kept the call from the platform.',
  }),
  resultCode: Nullable(Type.String()),
  resultMessage: Nullable(Type.String()),
  expected: Type.Optional(
    Type.String({ description: 'For a refused signature: the string to sign, without secrets.' }),
  ),
  differs: Type.Optional(
    Type.String({ description: 'For a refused signature: what differs, as far as it can be told.' }),
  ),
  remedy: Type.Optional(Type.String({ description: 'For a refusal: how to mend it.' })),
  body: Type.String({ description: 'As it was sent, without secrets.' }),
  answer: Nullable(Type.String({ description: 'What was answered, without secrets.' })),
  durationMs: Type.Number(),
  faults: Type.Array(Type.String(), { description: 'Faults that struck the call.' }),
})
export type LoggedRequest = Static<typeof LoggedRequest>

export function showRequest(call: LoggedCall): LoggedRequest {
  const { requestLogId, request, at, outcome, answer, durationMs, faults } = call
  return {
    requestLogId,
    at: new Date(at).toISOString(),
    method: request.method,
    path: pathOf(request.uri),
    clientId: request.clientId ?? null,
    requestTime: request.requestTime ?? null,
    resultStatus: outcome?.result.resultStatus ?? null,
    resultCode: outcome?.result.resultCode ?? null,
    resultMessage: outcome?.result.resultMessage ?? null,
    ...outcome?.log,
    body: withoutSecrets(request.body),
    answer: answer ? withoutSecrets(answer) : null,
    durationMs: Math.round(durationMs * 100) / 100,
    faults,
  }
}
