import { dateFormat } from '../date-format.js'
import type { Language } from '../texts.js'

/** Time of day to the millisecond, as a log needs it. */
export const clockTime = (iso: string, language: Language, timeZone?: string): string =>
  dateFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    ...(timeZone !== undefined && { timeZone }),
  }).format(new Date(iso))
