import type { Clock } from './host.js'
import { fail } from './result.js'

/** How long something may go on: an open until its result, a component until it goes. */
export interface Lifetime {
  readonly isOver: boolean
  end(): void
  /**
   * Starts something and waits for it at most `ms` by the wall clock, then rejects with TIMEOUT. Rejects with
   * CANCELLED when this life ends meanwhile; once it is over, nothing starts any more.
   */
  within<T>(ms: number, what: string, start: () => PromiseLike<T>): Promise<T>
  /** Lets time pass. Rejects with CANCELLED when this life ends. */
  pause(ms: number): Promise<void>
}

// A hidden page's timers stand still: looking at the wall clock this often finds that time is up soon after
// the page is shown again.
const CHECK_EVERY_MS = 5000

export function createLifetime(clock: Clock): Lifetime {
  let isOver = false
  const waiting = new Set<() => void>()

  /** A promise that is settled by what `begin` starts or by the end of this life, and whose timer then stops. */
  function untilOver<T>(
    begin: (
      resolve: (value: T) => void,
      reject: (error: unknown) => void,
      startTimer: (ms: number, callback: () => void) => void,
    ) => void,
  ): Promise<T> {
    let stopTimer = (): void => undefined
    let cancel = (): void => undefined
    const settled = new Promise<T>((resolve, reject) => {
      cancel = () => reject(fail('CANCELLED', 'It was closed.'))
      if (isOver) cancel()
      else begin(resolve, reject, (ms, callback) => (stopTimer = clock.after(ms, callback)))
    })
    waiting.add(cancel)
    const stop = (): void => {
      waiting.delete(cancel)
      stopTimer()
    }
    settled.then(stop, stop)
    return settled
  }

  return {
    get isOver() {
      return isOver
    },
    end() {
      isOver = true
      waiting.forEach((cancel) => cancel())
    },
    pause: (ms) => untilOver((resolve, _reject, startTimer) => startTimer(ms, resolve)),
    within: <T>(ms: number, what: string, start: () => PromiseLike<T>) =>
      untilOver<T>((resolve, reject, startTimer) => {
        const deadline = clock.now() + ms
        const checkTime = (): void => {
          const left = deadline - clock.now()
          if (left > 0) startTimer(Math.min(left, CHECK_EVERY_MS), checkTime)
          else reject(fail('TIMEOUT', `${what}: nothing within ${ms} ms.`))
        }
        checkTime()
        start().then(resolve, reject)
      }),
  }
}
