/** Timer functions; tests bring their own. */
export interface Timers {
  set(run: () => void, ms: number): number
  clear(timer: number): void
}

const browserTimers: Timers = {
  set: (run, ms) => window.setTimeout(run, ms),
  clear: (timer) => window.clearTimeout(timer),
}

export interface Gate {
  /** Runs now, or once after the pause if it ran just before. */
  request(): void
  close(): void
}

/** Lets `run` through at most once in `pauseMs`, and never forgets the last request. */
export function refreshGate(run: () => void, pauseMs: number, timers: Timers = browserTimers): Gate {
  let timer: number | undefined
  let isWanted = false

  const pass = (): void => {
    isWanted = false
    timer = timers.set(reopen, pauseMs)
    run()
  }
  const reopen = (): void => {
    timer = undefined
    if (isWanted) pass()
  }
  return {
    request() {
      if (timer === undefined) pass()
      else isWanted = true
    },
    close() {
      if (timer !== undefined) timers.clear(timer)
      isWanted = false
    },
  }
}
