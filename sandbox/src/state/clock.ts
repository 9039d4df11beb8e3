/**
 * Two times: `now` is the sandbox's own, which a test may move to let codes and tokens expire; `wire` is
 * the one by which requests are fresh and answers dated, so that moving the first refuses nobody. Only
 * `skewMs` moves `wire`: then platform and merchant disagree about the time.
 */
export class Clock {
  /** Milliseconds that `now` is ahead of the real time; negative = behind. */
  offsetMs = 0
  /** Milliseconds that `wire` is ahead of the real time; negative = behind. */
  skewMs = 0

  constructor(private readonly realTime: () => number = Date.now) {}

  now(): number {
    return this.realTime() + this.offsetMs
  }

  wire(): number {
    return this.realTime() + this.skewMs
  }

  /** Real time: when something truly happened. */
  real(): number {
    return this.realTime()
  }

  /** Sets `now` to this time; it runs on from there. */
  set(now: number): void {
    this.offsetMs = now - this.realTime()
  }
}

const platformOffsetMs = 8 * 60 * 60 * 1000

/** A time as the platform's samples write it: `2019-06-06T12:12:12+08:00`. */
export const platformTime = (ms: number): string =>
  `${new Date(ms + platformOffsetMs).toISOString().slice(0, 19)}+08:00`
