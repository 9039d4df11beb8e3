/**
 * The rows of the table for what somebody typed: a code, a part of one, or a line that holds some. A code that is
 * named in full comes alone.
 * @template {{ code: string }} Row
 * @param {Row[]} table
 * @param {string} typed
 * @returns {Row[]}
 */
export function findCodes(table, typed) {
  const text = typed.trim().toUpperCase()
  if (text === '') return []
  const words = new Set(text.match(/[A-Z][A-Z0-9_]*/g) ?? [])
  const exact = table.filter(({ code }) => words.has(code))
  if (exact.length > 0) return exact
  const part = text.replaceAll(/[\s-]+/g, '_')
  return table.filter(({ code }) => code.includes(part))
}
