import { isDev } from '../dev'
import { fail } from '../errors'
import type { Clock } from '../host'

/** How long something may go on: an open until its result, a component until it goes. */
export interface Lifetime {
  over: boolean
  onOver: (() => void)[]
}

export function createLifetime(): Lifetime {
  return { over: false, onOver: [] }
}

export function end(life: Lifetime): void {
  life.over = true
  life.onOver.splice(0).forEach((stop) => stop())
}

// A hidden page's timers stand still: looking at the wall clock this often finds that time is up soon after
// the page is shown again.
const LOOK_EVERY_MS = 5000

/**
 * Starts something and waits for it at most `ms` by the wall clock, then TIMEOUT. Once `life` is over
 * nothing starts any more, so what comes back late leads nowhere.
 */
export function within<T>(
  clock: Clock,
  life: Lifetime,
  ms: number,
  what: string,
  start: () => PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (life.over) return
    const deadline = clock.now() + ms
    let stopLooking = (): void => undefined
    const look = (): void => {
      const left = deadline - clock.now()
      if (left <= 0) reject(fail('TIMEOUT', isDev ? `${what}: nothing within ${ms} ms.` : what))
      else stopLooking = clock.after(Math.min(left, LOOK_EVERY_MS), look)
    }
    look()
    life.onOver.push(() => stopLooking())
    start()
      .then(resolve, reject)
      .then(() => stopLooking())
  })
}

/** Lets time pass. */
export function pause(clock: Clock, life: Lifetime, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (!life.over) life.onOver.push(clock.after(ms, resolve))
  })
}
