import type { Settings } from '../state/settings.js'

const ISO_8601_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/

/** Milliseconds since 1970, or undefined if `text` is no Request-Time. Siblings send epoch milliseconds. */
export function readRequestTime(text: string, forms: Settings['requestTimeForms']): number | undefined {
  if (/^\d{13}$/.test(text)) return forms === 'ISO-8601' ? undefined : Number(text)
  if (!ISO_8601_WITH_OFFSET.test(text)) return undefined
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(ms) ? undefined : ms
}
