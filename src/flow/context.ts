import type { AuthorizationAnswer, ServedTexts } from '../contract.js'
import type { Host, OpenPanel } from '../host.js'
import type { SubscribeOptions } from '../options.js'
import type { FlowEvent } from './transitions.js'
import type { Lifetime } from './within.js'

/** The options of one open with their defaults. */
export type FlowRequest = SubscribeOptions &
  Required<
    Pick<SubscribeOptions, 'scopes' | 'headers' | 'language' | 'templates' | 'timeoutMs' | 'personTimeoutMs'>
  >

/** What one flow remembers from open to open. Gone with the page. */
export interface FlowMemory {
  /** The code of the `authCode` option that was used: it works once. */
  spentAuthCode?: string
  site?: string
  /** The one that is shown, or still says that nothing was subscribed. */
  panel?: OpenPanel | undefined
  templates: Partial<Record<string, Promise<ServedTexts>>>
  /** Ends when the component goes: bounds what goes on after a result. */
  mounted: Lifetime
}

export interface App {
  appId: string
  customerBelongsTo: string
}

/** Lives in memory only. Its subscriptions are kept up to date. */
export type Session = AuthorizationAnswer

/** What the steps of one open share. */
export interface FlowContext {
  host: Host
  request: FlowRequest
  memory: FlowMemory
  /** Until the result. */
  life: Lifetime
  /** Throws if the table has no such transition: then the open is over. */
  advance(event: FlowEvent): void
  /** The panel stays after the result, to say that nothing was subscribed. */
  keepPanel?: boolean
}

/** What an open has when it is authorized. */
export interface AuthorizedContext extends FlowContext {
  app: App
  session: Session
  /** Whose answers to which backend (PendingAnswer). */
  place: string
}
