const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Waits before the second attempt, the third, and so on; the last one repeats. */
const waitsMs = [
  ...[2 * second, 10 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute],
  ...[hour, 3 * hour, 6 * hour, 12 * hour],
]

/** After this long a message is given up. */
export const deadlineMs = 72 * hour

/** Up to a fifth longer or shorter, so that what failed together does not come back together. */
export function retryDelayMs(attempts: number, random: number): number {
  const wait = waitsMs[Math.min(attempts, waitsMs.length) - 1] ?? second
  return Math.round(wait * (0.8 + 0.4 * random))
}
