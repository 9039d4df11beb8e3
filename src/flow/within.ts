import { fail } from '../errors.js'
import type { Clock } from '../host.js'

/** How long something may go on: an open until its result, a component until it goes. */
export interface Lifetime {
  over: boolean
  end: () => void
  /**
   * Starts something and waits for it at most `ms` by the wall clock, then TIMEOUT. Once this life is over
   * nothing starts any more, so what comes back late leads nowhere.
   */
  within<T>(ms: number, what: string, start: () => PromiseLike<T>): Promise<T>
  /** Lets time pass. */
  pause(ms: number): Promise<void>
}

// A hidden page's timers stand still: looking at the wall clock this often finds that time is up soon after
// the page is shown again.
const LOOK_EVERY_MS = 5000

export function createLifetime(clock: Clock): Lifetime {
  const stops: (() => void)[] = []
  const life: Lifetime = {
    over: false,
    end: () => {
      life.over = true
      stops.forEach((stop) => stop())
    },
    within: (ms, what, start) =>
      new Promise((resolve, reject) => {
        if (life.over) return
        const deadline = clock.now() + ms
        const waiting = createLifetime(clock)
        const look = (): void => {
          const left = deadline - clock.now()
          if (left > 0) void waiting.pause(Math.min(left, LOOK_EVERY_MS)).then(look)
          else reject(fail('TIMEOUT', __DEV__ ? `${what}: nothing within ${ms} ms.` : what))
        }
        look()
        stops.push(waiting.end)
        start().then(resolve, reject).then(waiting.end)
      }),
    pause: (ms) =>
      new Promise((resolve) => {
        if (!life.over) stops.push(clock.after(ms, resolve))
      }),
  }
  return life
}
