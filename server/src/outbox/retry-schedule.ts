const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Waits before the second attempt, the third, and so on; the last one repeats. */
export const defaultWaitsMs: readonly number[] = [
  ...[2 * second, 10 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute],
  ...[hour, 3 * hour, 6 * hour, 12 * hour],
]

/** After this long a message is given up. */
export const deadlineMs = 72 * hour

/** The platform may ask for a longer wait than the schedule's, but not for longer than this. */
export const longestRetryAfterMs = hour

/** Up to a fifth longer or shorter, so that what failed together does not come back together. */
export function retryDelayMs(retries: number, random: number, waitsMs = defaultWaitsMs): number {
  const wait = waitsMs[Math.min(retries, waitsMs.length) - 1] ?? second
  return Math.round(wait * (0.8 + 0.4 * random))
}
