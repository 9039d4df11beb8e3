import type { Language } from './texts.js'

const made = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes a browser as long as hundreds of uses of it, so each is made once and kept. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = made.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(language, options)
  made.set(key, format)
  return format
}

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

/** The hour for today's messages, the day as well for older ones. */
export function messageTime(deliveredAt: string, now: Date, language: Language, timeZone?: string): string {
  const date = new Date(deliveredAt)
  const zone = timeZone === undefined ? {} : { timeZone }
  const day = dateFormat(language, { dateStyle: 'short', ...zone })
  const isToday = day.format(date) === day.format(now)
  return dateFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(!isToday && { month: 'short', day: 'numeric' }),
    ...zone,
  }).format(date)
}
