import type { LiveLine } from './live-line.js'
import { browserTimers, refreshGate, type Timers } from './refresh-gate.js'

const pauseMs = 300

/**
 * Reads now, and again whenever the sandbox may have changed: one read at a time, and one more for all that
 * happened meanwhile. `show` hears an answer only where it differs from the one before, so that nothing is
 * drawn anew for it. The returned function ends it.
 */
export function readLive(
  line: LiveLine,
  read: () => Promise<string | undefined>,
  show: (answer: string | undefined) => void,
  timers: Timers = browserTimers,
): () => void {
  let isOver = false
  let shown: { answer: string | undefined } | undefined
  // A failed read leaves what was there; the next connection reads again.
  const load = async (): Promise<void> => {
    const answer = await read()
    if (isOver || (shown && shown.answer === answer)) return
    shown = { answer }
    show(answer)
  }
  const gate = refreshGate(load, () => pauseMs, timers)
  gate.request()
  const stop = line.subscribe(({ type }) => {
    if (type !== 'disconnected') gate.request()
  })
  return () => {
    isOver = true
    stop()
    gate.close()
  }
}
