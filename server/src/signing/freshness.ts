/**
 * How far a signed time may lie from our clock, in either direction. AIMPDP's pages give no figure; five
 * minutes is what a sibling of it (Rebell) demands.
 */
export const toleranceSeconds = 300

/** ISO 8601 with offset, or milliseconds since 1970, which siblings of the platform send. */
export function parseSignedTime(text: string): number | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/
  const ms = /^\d{13}$/.test(text) ? Number(text) : iso.test(text) ? Date.parse(text) : NaN
  return Number.isFinite(ms) ? ms : undefined
}

/** Seconds by which the signed time is ahead of our clock; negative when it is behind. */
export function secondsAhead(text: string, nowMs: number): number | undefined {
  const ms = parseSignedTime(text)
  return ms === undefined ? undefined : (ms - nowMs) / 1000
}
