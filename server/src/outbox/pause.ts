import { isoTime } from '../runtime.js'
import type { Services } from '../services.js'
import type { PauseCause, SendingPause } from '../store/store.js'

const causes: Record<PauseCause, string> = {
  COPY: 'this database is a copy that the command backup made',
  SAID: 'somebody ran the command restored',
  MOVED: 'these tables were in another database when a server started last',
}

/** For people: since when nothing leaves, why, and what to do. */
export const describePause = ({ since, cause }: SendingPause) => ({
  detail: `nothing is sent since ${isoTime(since)}: ${causes[cause]}. What came after its copy is forgotten, withdrawals above all`,
  remedy: 'See docs/backup.md, then run: mini-message-server resume-sending',
})

/**
 * At a start, before anything is claimed: a database that was restored sends nothing until somebody has said so. Messages
 * are accepted, and withdrawals and erases work.
 */
export async function noticeRestore({
  store,
  clock,
  log,
}: Pick<Services, 'store' | 'clock' | 'log'>): Promise<void> {
  await store.sending.notice(await store.now(clock))
  const pause = await store.sending.pause()
  if (pause) log('error', 'sending-paused', describePause(pause))
}

/** For a database that was restored by other means than `backup`, before a server starts on it. */
export const pauseSending = async ({ store, clock }: Pick<Services, 'store' | 'clock'>): Promise<void> =>
  store.sending.begin('SAID', await store.now(clock))

const atOnce = 500

/**
 * Messages and webhooks leave again, from every process within a second. With `giveUp` what was queued in the copy is not
 * sent: it ends UNKNOWN, to be looked at. Undefined when nothing was paused.
 */
export async function resumeSending(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  { giveUp = false }: { giveUp?: boolean } = {},
): Promise<{ givenUp: number } | undefined> {
  const pause = await store.sending.pause()
  if (!pause) return undefined
  let givenUp = 0
  for (let count = atOnce; giveUp && count === atOnce; givenUp += count) {
    const now = await store.now(clock)
    count = await store.transaction((tx) => tx.messages.giveUp(pause.since, now, atOnce))
  }
  await store.sending.end()
  return { givenUp }
}
