/**
 * All that a log line may hold. There is no field for a body, a header, a code, a token, a key, a userId or
 * a template's values, so none can get into a log by mistake.
 */
export interface LogFields {
  /** Written as a hash only. */
  requestId?: string
  appId?: string
  templateCode?: string
  /** A result code of the platform, or one of ours. */
  code?: string
  outcome?: string
  reason?: string
  /** Our own words, or the platform client's; never the text of a caller. */
  detail?: string
  remedy?: string
  attempt?: number
  count?: number
  ms?: number
  route?: string
  status?: number
  /** An unexpected error's name, message and stack. */
  error?: unknown
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Where events go. */
export type EventLog = (level: LogLevel, event: string, fields?: LogFields) => void

export const silentLog: EventLog = () => undefined
