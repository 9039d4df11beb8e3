/** Time that passes only when told. A page's own timers stand still while it is hidden, and end when it is killed. */
export interface Page {
  hiddenUntil: number
  isKilled: boolean
}

interface Timer {
  at: number
  callback: () => void
  page: Page | undefined
}

export interface VirtualClock {
  now(): number
  after(ms: number, callback: () => void, page?: Page): () => void
  run(ms: number): Promise<void>
}

export function createVirtualClock(): VirtualClock {
  let now = Date.parse('2026-01-02T03:04:05.000Z')
  const timers = new Set<Timer>()
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
  }
  const due = (end: number): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) if (timer.at <= end && (!first || timer.at < first.at)) first = timer
    return first
  }
  return {
    now: () => now,
    after(ms, callback, page) {
      const timer = { at: now + ms, callback, page }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async run(ms) {
      const end = now + ms
      await settle()
      for (let timer = due(end); timer; timer = due(end)) {
        now = Math.max(now, timer.at)
        if (timer.page && !timer.page.isKilled && timer.page.hiddenUntil > now) {
          timer.at = timer.page.hiddenUntil
          continue
        }
        timers.delete(timer)
        if (timer.page?.isKilled) continue
        timer.callback()
        await settle()
      }
      now = end
    },
  }
}
