import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import type { Dropped, SandboxEvent } from '../../superapp/events.js'

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
  const tell = (event: LiveEvent): void => listeners.forEach((listener) => listener(event))
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
