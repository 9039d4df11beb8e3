import type { Clock } from '../host'

/** How long an open lives; after that nothing starts, and what comes back is dropped. */
export interface Lifetime {
  over: boolean
  onOver: (() => void)[]
}

export function createLifetime(): Lifetime {
  return { over: false, onOver: [] }
}

export function end(life: Lifetime): void {
  life.over = true
  life.onOver.splice(0).forEach((stop) => {
    stop()
  })
}

// A hidden page's timers stand still: looking at the wall clock this often finds that time is up soon after
// the page is shown again.
const LOOK_EVERY_MS = 5000

/**
 * Starts something and waits for it at most `ms` by the wall clock; `undefined` when time is up.
 * Never settles once `life` is over.
 */
export function within<T>(
  clock: Clock,
  life: Lifetime,
  ms: number,
  start: () => PromiseLike<T>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (life.over) return
    const deadline = clock.now() + ms
    let stopLooking = (): void => undefined
    const look = (): void => {
      const left = deadline - clock.now()
      if (left <= 0) resolve(undefined)
      else stopLooking = clock.after(Math.min(left, LOOK_EVERY_MS), look)
    }
    life.onOver.push(() => stopLooking())
    look()
    const whileAlive =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        stopLooking()
        if (!life.over) settle(value)
      }
    start().then(whileAlive(resolve), whileAlive(reject))
  })
}
