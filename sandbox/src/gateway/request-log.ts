import Type, { type Static } from 'typebox'
import { pathOf, type IncomingRequest } from './incoming-request.js'
import type { Outcome } from './result-codes.js'

/** One call of the gateway as it was. Holds codes and tokens: show it through `showRequest` only. */
export interface LoggedCall {
  requestLogId: string
  request: IncomingRequest
  /** Milliseconds since 1970, the platform's wire time. */
  at: number
  durationMs: number
  /** Effects of the faults that struck it. */
  faults: string[]
  /** Undefined if a fault kept the call from being handled. */
  outcome: Outcome | undefined
  answer: Buffer | undefined
}

const kept = 1000

/** The last 1,000 calls; older ones are forgotten. */
export class RequestLog {
  private readonly calls: LoggedCall[] = []

  add(call: LoggedCall): void {
    this.calls.push(call)
    if (this.calls.length > kept) this.calls.shift()
  }

  /** Newest first. */
  list(): LoggedCall[] {
    return [...this.calls].reverse()
  }

  find(requestLogId: string): LoggedCall | undefined {
    return this.calls.find((call) => call.requestLogId === requestLogId)
  }

  clear(): void {
    this.calls.length = 0
  }
}

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
  warnings: Type.Array(Type.String(), {
    description: 'What went through here and may not on the real platform.',
  }),
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
    warnings: [],
    ...outcome?.log,
    body: withoutSecrets(request.body),
    answer: answer ? withoutSecrets(answer) : null,
    durationMs: Math.round(durationMs * 100) / 100,
    faults,
  }
}

/** Fields whose values give power over a user: each is shown by its name. */
export const secretFields = ['accessToken', 'refreshToken', 'authCode'] as const

const isSecret = (name: string): boolean => (secretFields as readonly string[]).includes(name)

// Every string of a JSON text in turn, so that a quote inside one never starts another.
const strings = /("(?:[^"\\]|\\.)*")(?:(\s*:\s*)("(?:[^"\\]|\\.)*"))?/g
/** The same names in a JSON text that stands inside a string, as extendInfo does. */
const inner = new RegExp(`(\\\\"(${secretFields.join('|')})\\\\"\\s*:\\s*\\\\")[^"\\\\]*`, 'g')

/**
 * A JSON body as it was sent, blanks and all, with its secrets replaced by `<name>`. What is not JSON is
 * not shown at all: a secret may be in it.
 */
export function withoutSecrets(body: Buffer, placeholder = (name: string): string => `<${name}>`): string {
  if (body.length === 0) return ''
  const text = body.toString('utf8')
  if (!isJson(text)) return `<${body.length} bytes that are not JSON>`
  return text
    .replace(strings, (whole, name: string, colon?: string, value?: string) => {
      if (colon === undefined || value === undefined) return whole
      const plain = JSON.parse(name) as string
      return isSecret(plain) ? `${name}${colon}"${placeholder(plain)}"` : whole
    })
    .replace(inner, (_whole, before: string, name: string) => `${before}${placeholder(name)}`)
}

/** The same for a path with a query, where no secret belongs. */
export const uriWithoutSecrets = (uri: string): string =>
  uri.replace(/([?&]([^=&]+)=)[^&]*/g, (whole, before: string, name: string) =>
    isSecret(name) ? `${before}<${name}>` : whole,
  )

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
