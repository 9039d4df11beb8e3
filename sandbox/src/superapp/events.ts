import type { InboxMessage } from './inbox.js'

/** What open pages are told as it happens. `changed` names the route under /_sandbox/ to read again. */
export type SandboxEvent =
  { type: 'message'; message: InboxMessage } | { type: 'changed'; what: string } | { type: 'reset' }

/** Told to a page that read too slowly: so many events were left out, and it has to read everything again. */
export interface Dropped {
  type: 'dropped'
  count: number
}

type Listener = (event: SandboxEvent) => void

export class Events {
  private readonly listeners = new Set<Listener>()

  /** The returned function ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  publish(event: SandboxEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}
