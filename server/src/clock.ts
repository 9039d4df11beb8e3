/** The wall clock as a parameter, so that a test can put it where it wants. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** ISO 8601 in UTC. */
export const isoTime = (ms: number): string => new Date(ms).toISOString()
