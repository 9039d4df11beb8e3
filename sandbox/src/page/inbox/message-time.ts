import { dateFormat } from '../date-format.js'
import type { Language } from '../texts.js'

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
