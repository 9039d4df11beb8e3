import { createHash } from 'node:crypto'
import { pino, type DestinationStream } from 'pino'
import type { EventLog, LogFields } from './event-log.js'

/** One JSON line for each event, on stdout. */
export function pinoLog(level: string, destination?: DestinationStream): EventLog {
  const logger = pino({ level, base: null, messageKey: 'event' }, destination)
  return (eventLevel, event, fields = {}) => logger[eventLevel](fieldsOf(fields), event)
}

/**
 * A requestId is the merchant's own, often an order number, and logs outlive an erased user. It can still be
 * found: `printf %s order-0042 | sha256sum | cut -c1-16`.
 */
const shortHash = (requestId: string): string =>
  createHash('sha256').update(requestId).digest('hex').slice(0, 16)

/** Names every field, so that a wider object passed as LogFields loses what it has beyond them. */
function fieldsOf(fields: LogFields) {
  const { requestId, appId, templateCode, code, outcome, reason, detail, remedy } = fields
  const { attempt, count, ms, route, status, error } = fields
  return {
    ...(requestId !== undefined && { request: shortHash(requestId) }),
    ...{ appId, templateCode, code, outcome, reason, detail, remedy },
    ...{ attempt, count, ms, route, status },
    ...(error !== undefined && { error: describe(error) }),
  }
}

const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error)
