import type { EventCursor, Store, StoredEvent } from '../../src/store/store.js'
import { owner } from './builders.js'

export const fromTheBeginning: EventCursor = { xid: 0, seq: 0 }

/**
 * The feed when it has come to `count` events. PostgreSQL holds it back for every transaction of the server that is
 * open, those of other tests too.
 */
export async function toldEvents(
  { events }: Pick<Store, 'events'>,
  count: number,
  { appIds = [owner.appId], after = fromTheBeginning } = {},
): Promise<StoredEvent[]> {
  for (;;) {
    const told = await events.after(after, appIds, 500)
    if (told.length >= count) return told
    await new Promise(setImmediate)
  }
}
