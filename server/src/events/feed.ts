import { ApiError } from '../contract/errors.js'
import type { Event, EventsAnswer } from '../contract/events.js'
import { appIdsOf } from '../outbox/messages.js'
import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import type { EventCursor, StoredEvent } from '../store/store.js'

const defaultLimit = 100

/** What happened in the caller's apps, oldest first, page by page. @throws ApiError NOT_FOUND, APP_NOT_FOUND, INVALID_REQUEST */
export async function listEvents(
  { store, apps }: Pick<Services, 'store' | 'apps'>,
  { after, appId, limit = defaultLimit }: { after?: string; appId?: string; limit?: number },
): Promise<EventsAnswer> {
  if (!store.events.areKept) throw new ApiError('NOT_FOUND', 'nothing is kept of what happens: set EVENTS=on')
  const asked = appId === undefined ? apps : apps.onlyOne(appId)
  const cursor = after === undefined ? { xid: 0, seq: 0 } : readCursor(after)
  const events = await store.events.after(cursor, appIdsOf(asked), limit)
  const last = events.at(-1)
  const next = last ? cursorOf(last) : after
  return { events: events.map(viewEvent), ...(next !== undefined && { next }) }
}

/** As the feed and webhooks tell it. */
export function viewEvent({ eventId, type, appId, happenedAt, data }: StoredEvent): Event {
  const told = Object.entries(data).flatMap(([name, value]) => {
    if (value === null) return []
    return [[name, name.endsWith('At') && typeof value === 'number' ? isoTime(value) : value] as const]
  })
  return {
    id: `evt_${eventId.replaceAll('-', '')}`,
    type,
    timestamp: isoTime(happenedAt),
    data: { appId, ...Object.fromEntries(told) },
  } as Event
}

const cursorOf = ({ xid, seq }: EventCursor): string =>
  Buffer.from(JSON.stringify([xid, seq])).toString('base64url')

function readCursor(text: string): EventCursor {
  try {
    const [xid, seq] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (Number.isSafeInteger(xid) && Number.isSafeInteger(seq))
      return { xid: xid as number, seq: seq as number }
  } catch {
    // Said below.
  }
  throw new ApiError('INVALID_REQUEST', 'after is not one that the feed gave as next: send that one, or none')
}
