import { randomBytes, randomUUID } from 'node:crypto'
import {
  context,
  isValidTraceId,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import type { EventLog } from './runtime.js'

/** Asks the SDK that the process has registered; without one its spans are empty objects. */
const tracer = trace.getTracer('mini-message-server')

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** What a caller says of the trace that its request belongs to; undefined where that is not valid. */
export function readTraceparent(header: unknown): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '', more] =
    typeof header === 'string' ? (traceparent.exec(header) ?? []) : []
  const isWhole = version !== undefined && (version !== '00' || more === undefined)
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isWhole && trace.isSpanContextValid(spanContext) ? spanContext : undefined
}

/** For whoever is called because of this trace, such as a webhook; never for the platform. */
export const traceparentOf = (traceId: string): string => `00-${traceId}-${randomBytes(8).toString('hex')}-01`

/** A request in its trace: its caller's, or one that begins here. */
export interface RequestTrace {
  traceId: string
  /** What it does runs in here. */
  context: Context
  ended(status: number): void
}

/** A tenth of the cost of 16 bytes asked for each time: Node keeps random bytes ready for UUIDs. */
const newTraceId = (): string => randomUUID().replaceAll('-', '')

export function beginRequest(method: string, route: string, header: unknown): RequestTrace {
  const caller = readTraceparent(header)
  const parent = caller ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT
  const attributes = { 'http.request.method': method, 'http.route': route }
  const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent)
  const { traceId } = span.spanContext()
  return {
    traceId: isValidTraceId(traceId) ? traceId : newTraceId(),
    context: trace.setSpan(parent, span),
    ended(status) {
      span.setAttribute('http.response.status_code', status)
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

interface SpanOptions {
  kind?: SpanKind
  attributes?: Attributes
  /** Of a message: its attempts come long after the request, whose own span is not kept. */
  traceId?: string | null
}

/** Runs the work in a span of its own. What may be secret or personal does not go into it. */
export async function inSpan<T>(
  name: string,
  { kind = SpanKind.INTERNAL, attributes = {}, traceId = null }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = traceId === null ? context.active() : ofMessage(traceId)
  const span = tracer.startSpan(name, { kind, attributes }, parent)
  try {
    return await context.with(trace.setSpan(parent, span), work, undefined, span)
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

/** The same trace below a span that nobody has: half of its id stands in for the one of the request. */
const ofMessage = (traceId: string): Context =>
  trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId, spanId: traceId.slice(16), traceFlags: TraceFlags.SAMPLED, isRemote: true },
  })

/** The same services, whose log names the trace. */
export const withTrace = <T extends { log: EventLog }>(services: T, traceId: string | null): T =>
  traceId === null
    ? services
    : { ...services, log: (level, event, fields) => services.log(level, event, { ...fields, traceId }) }
