/** Timer functions and their clock, in milliseconds; tests bring their own. */
export interface Timers {
  now(): number
  set(run: () => void, ms: number): number
  clear(timer: number): void
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  set: (run, ms) => window.setTimeout(run, ms),
  clear: (timer) => window.clearTimeout(timer),
}

export interface Gate {
  /** Runs now; or, while a run or the pause after it goes on, once after them. */
  request(): void
  close(): void
}

/**
 * Lets one run through at a time, and never forgets the last request: a thousand requests during a run are
 * one more run. An older answer can't overtake a newer one. A failed run counts as over. `pauseAfter` says how long the
 * pause after a run is that took so many milliseconds.
 */
export function refreshGate(
  run: () => Promise<unknown>,
  pauseAfter: (tookMs: number) => number,
  timers: Timers = browserTimers,
): Gate {
  let state: 'open' | 'running' | 'pausing' | 'closed' = 'open'
  let timer = 0
  let isWanted = false

  const pass = (): void => {
    isWanted = false
    state = 'running'
    const startedAt = timers.now()
    const pause = (): void => {
      if (state === 'closed') return
      state = 'pausing'
      timer = timers.set(reopen, pauseAfter(timers.now() - startedAt))
    }
    void run().then(pause, pause)
  }
  const reopen = (): void => {
    state = 'open'
    if (isWanted) pass()
  }
  return {
    request() {
      if (state === 'open') pass()
      else isWanted = true
    },
    close() {
      if (state === 'pausing') timers.clear(timer)
      state = 'closed'
    },
  }
}
