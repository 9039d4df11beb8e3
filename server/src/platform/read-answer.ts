import type { Outcome, Unknown } from './outcome.js'
import { describeCode } from './result-codes.js'

interface Result {
  resultStatus: string
  resultCode: string
  resultMessage: string
}

/** What a verified body says. `pick` reads the answer's own fields; undefined where a required one is missing. */
export function readAnswer<T>(body: string, pick: (fields: Fields) => T | undefined): Outcome<T> {
  const fields = parseObject(body)
  const result = fields && readResult(fields)
  if (!fields || !result) return unreadable('the answer has no result object')

  const { resultStatus: status, resultCode: code, resultMessage: message } = result
  const { remedy, retryable, effect } = describeCode(code)
  const about = { code, message, remedy, ...(effect && { effect }) }
  switch (status) {
    case 'S':
    case 'A': {
      const data = pick(fields)
      if (data === undefined) return unreadable(`the answer says ${code} but a required field is missing`)
      return { outcome: 'SENT', accepted: status === 'A', data }
    }
    case 'F':
      return { outcome: 'REJECTED', retryable, ...about }
    default:
      // U, or a status in no document.
      return { outcome: 'UNKNOWN', reason: 'PLATFORM', ...about }
  }
}

export type Fields = Readonly<Record<string, unknown>>

/** A text field; undefined when it is missing, empty or no text. */
export const textField = (fields: Fields, name: string): string | undefined => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The code in an answer that could not be verified: a hint for people, nothing to act on. */
export function unverifiedCode(body: string): string | undefined {
  const fields = parseObject(body)
  const code = fields && readResult(fields)?.resultCode
  return code !== undefined && /^[A-Z0-9_]{1,64}$/.test(code) ? code : undefined
}

function parseObject(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readResult(fields: Fields): Result | undefined {
  const { result } = fields
  if (!isFields(result)) return undefined
  const resultStatus = textField(result, 'resultStatus')
  if (resultStatus === undefined) return undefined
  return {
    resultStatus,
    resultCode: textField(result, 'resultCode') ?? 'UNKNOWN_EXCEPTION',
    resultMessage: textField(result, 'resultMessage') ?? '',
  }
}

const unreadable = (message: string): Unknown => ({
  outcome: 'UNKNOWN',
  reason: 'UNREADABLE',
  message,
  remedy: "Check that PLATFORM_URL is the platform's and not that of a proxy.",
})
