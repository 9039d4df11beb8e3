import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Dropped, SandboxEvent } from '../superapp/events.js'
import { getText } from './ask.js'

/** What a part of the page hears: the sandbox's events, and each (re)connection, after which it reloads. */
export type LiveEvent = SandboxEvent | { type: 'connected' } | { type: 'disconnected' }

type Listener = (event: LiveEvent) => void

export interface LiveLine {
  /** The returned function ends the subscription. */
  subscribe(listener: Listener): () => void
}

/** One stream of Server-Sent Events for the whole page; the browser connects again by itself. */
export function openLiveLine(address: string): LiveLine {
  const listeners = new Set<Listener>()
  const tell = (event: LiveEvent): void => [...listeners].forEach((listener) => listener(event))
  const stream = new EventSource(address)
  stream.onopen = () => tell({ type: 'connected' })
  stream.onerror = () => tell({ type: 'disconnected' })
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as SandboxEvent | Dropped
    // Events that were left out are as good as a break in the connection.
    tell(event.type === 'dropped' ? { type: 'connected' } : event)
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const LiveLineContext = createContext<LiveLine>({ subscribe: () => () => undefined })

/** Calls `hear` for each event while the component is shown; the newest `hear` counts. */
export function useLiveEvents(hear: Listener, inputs: readonly unknown[]): void {
  const line = useContext(LiveLineContext)
  useEffect(() => line.subscribe(hear), [line, ...inputs])
}

/** Timer functions and their clock, in milliseconds; tests bring their own. */
export interface Timers {
  now(): number
  set(run: () => void, ms: number): number
  clear(timer: number): void
}

const browserTimers: Timers = {
  now: () => performance.now(),
  set: (run, ms) => window.setTimeout(run, ms),
  clear: (timer) => window.clearTimeout(timer),
}

interface Gate {
  /** Runs now; or, while a run or the pause after it goes on, once after them. */
  request(): void
  close(): void
}

/**
 * Lets one run through at a time, and never forgets the last request: a thousand requests during a run are
 * one more run. An older answer can't overtake a newer one. A failed run counts as over. `pauseAfter` says how long the
 * pause after a run is that took so many milliseconds.
 */
export function refreshGate(
  run: () => Promise<unknown>,
  pauseAfter: (tookMs: number) => number,
  timers: Timers = browserTimers,
): Gate {
  let state: 'open' | 'running' | 'pausing' | 'closed' = 'open'
  let timer = 0
  let isWanted = false

  const pass = (): void => {
    isWanted = false
    state = 'running'
    const startedAt = timers.now()
    const pause = (): void => {
      if (state === 'closed') return
      state = 'pausing'
      timer = timers.set(reopen, pauseAfter(timers.now() - startedAt))
    }
    void run().then(pause, pause)
  }
  const reopen = (): void => {
    state = 'open'
    if (isWanted) pass()
  }
  return {
    request() {
      if (state === 'open') pass()
      else isWanted = true
    },
    close() {
      if (state === 'pausing') timers.clear(timer)
      state = 'closed'
    },
  }
}

const pauseMs = 300
/** A person waits for the message itself, which is on the screen by then; to draw all the rest would come in between. */
const afterMessageMs = 100

/**
 * Reads now, and again whenever the sandbox may have changed, after a message a moment later: one read at a time, and one
 * more for all that happened meanwhile. `show` hears an answer only where it differs from the one before, so that nothing is
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
  let waiting: number | undefined
  const afterMessage = (): void => {
    waiting = undefined
    gate.request()
  }
  const stop = line.subscribe(({ type }) => {
    if (type === 'message') waiting ??= timers.set(afterMessage, afterMessageMs)
    else if (type !== 'disconnected') gate.request()
  })
  return () => {
    isOver = true
    stop()
    gate.close()
    if (waiting !== undefined) timers.clear(waiting)
  }
}

/** Undefined until the first answer. */
export type Loaded<Answer> = Answer | undefined

interface Read<Answer> {
  path: string
  /** Undefined where the server answers 404. */
  value: Answer | undefined
}

/** What `path` answers, loaded again whenever the sandbox changes. */
export function useResource<Answer>(path: string): Loaded<Answer> {
  const read = useRead<Answer>(path)
  return read?.path === path ? read.value : undefined
}

/** The same for one thing: null once the server says that it is not there. */
export function useThing<Answer>(path: string): Loaded<Answer> | null {
  const read = useRead<Answer>(path)
  return read?.path === path ? (read.value ?? null) : undefined
}

/** The same for a search: what was found before stays until the new answer is there. */
export const useFound = <Answer>(path: string): Loaded<Answer> => useRead<Answer>(path)?.value

function useRead<Answer>(path: string): Read<Answer> | undefined {
  const line = useContext(LiveLineContext)
  const [read, setRead] = useState<Read<Answer> | undefined>()
  useEffect(
    () =>
      readLive(
        line,
        () => getText(path),
        (answer) =>
          setRead({ path, value: answer === undefined ? undefined : (JSON.parse(answer) as Answer) }),
      ),
    [line, path],
  )
  return read
}
