/**
 * Two times: `now` is the sandbox's own, which a test may move to let codes and tokens expire; `wire` is
 * the real one, by which requests are fresh and answers dated, so that moving the first refuses nobody.
 */
export class Clock {
  /** Milliseconds that `now` is ahead of the real time; negative = behind. */
  offsetMs = 0

  constructor(private readonly realTime: () => number = Date.now) {}

  now(): number {
    return this.realTime() + this.offsetMs
  }

  wire(): number {
    return this.realTime()
  }
}

const platformOffsetMs = 8 * 60 * 60 * 1000

/** A time as the platform's samples write it: `2019-06-06T12:12:12+08:00`. */
export const platformTime = (ms: number): string =>
  `${new Date(ms + platformOffsetMs).toISOString().slice(0, 19)}+08:00`
