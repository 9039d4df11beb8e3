import { minuteMs, type CountedMinute, type Finished, type StoreParts } from '../store/store.js'
import { StoreUnavailable } from '../store/database.js'

/** Upper ends of the slots that times to deliver are counted in, milliseconds; a last slot has what took longer. */
export const slotEndsMs: readonly number[] = [
  ...[50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 20_000, 30_000],
  ...[60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 10_800_000, 43_200_000, 86_400_000],
]

const slotOf = (ms: number): number => {
  const slot = slotEndsMs.findIndex((end) => ms <= end)
  return slot < 0 ? slotEndsMs.length : slot
}

/** Codes are few; anything else would make a new row each time. */
const knownShape = (code: string | null): string =>
  code === null ? '' : /^[A-Z0-9_]{1,64}$/.test(code) ? code : 'OTHER'

/**
 * Counts what has finished, and writes it down with each `flush`. What a process has counted since, and is killed, is
 * missing from the plots: no message is.
 */
export class Counters {
  #counted = new Map<string, CountedMinute>()

  readonly add = (finished: readonly Finished[]): void => {
    for (const { appId, outcome, code, queuedAt, sendAt, finishedAt } of finished) {
      const waitedFrom = Math.max(queuedAt, sendAt ?? 0)
      this.#count({
        appId,
        outcome,
        code: outcome === 'SENT' ? '' : knownShape(code),
        slot: outcome === 'SENT' ? slotOf(finishedAt - waitedFrom) : 0,
        minute: finishedAt - (finishedAt % minuteMs),
        messages: 1,
      })
    }
  }

  #count(counted: CountedMinute): void {
    const { appId, outcome, code, slot, minute, messages } = counted
    const key = JSON.stringify([appId, outcome, code, slot, minute])
    const known = this.#counted.get(key)
    if (known) known.messages += messages
    else this.#counted.set(key, counted)
  }

  /** One statement, or none. Where the database is away it is kept for the next time. */
  async flush({ counts }: Pick<StoreParts, 'counts'>): Promise<void> {
    const counted = [...this.#counted.values()]
    this.#counted = new Map()
    try {
      await counts.add(counted)
    } catch (error) {
      if (error instanceof StoreUnavailable) for (const one of counted) this.#count(one)
      throw error
    }
  }
}

/**
 * The time that `share` of the messages took at most, by the slots that they were counted in; undefined where there are
 * none. Within a slot they are taken to lie evenly.
 */
export function timeOfShare(
  bySlot: readonly { slot: number; messages: number }[],
  share: number,
): number | undefined {
  const total = bySlot.reduce((sum, { messages }) => sum + messages, 0)
  if (total === 0) return undefined
  let before = 0
  for (const { slot, messages } of bySlot.toSorted((one, two) => one.slot - two.slot)) {
    if (before + messages >= share * total) {
      const from = slot === 0 ? 0 : (slotEndsMs[slot - 1] ?? 0)
      const end = slotEndsMs[slot] ?? from
      return Math.round(from + ((end - from) * (share * total - before)) / messages)
    }
    before += messages
  }
  return undefined
}
