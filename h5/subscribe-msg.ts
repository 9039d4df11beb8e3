import { createSubscribeFlow, type SubscribeFlow } from '../src/flow/subscribe-flow'
import type { SubscribeOptions } from '../src/options'
import type { SubscribeResult } from '../src/result'
import { createHost } from './host'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props'

const defaults: Partial<SubscribeMsgProps> = {}

/** Props for every instance on the page, mostly `backendUrl`; an instance's own prop wins. */
export function configure(props: Partial<SubscribeMsgProps>): void {
  Object.assign(defaults, props)
}

/** Asks the user for permission to send messages. Code written for `subscribe-msg-svelte` runs with it. */
export class SubscribeMsg {
  static configure = configure
  private readonly own: Partial<SubscribeMsgProps>
  private readonly flow: SubscribeFlow
  private readonly called = new WeakSet<Promise<SubscribeResult>>()

  constructor({ target, props }: SubscribeMsgOptions = {}) {
    this.own = Object.assign({}, props)
    this.flow = createSubscribeFlow(createHost(() => this.props(), target))
  }

  /**
   * Opens the panel if something has to be asked. Never rejects: each end is a result, which `callback` gets
   * as well. A second call joins the first if it is for the same templates, otherwise it gets BUSY.
   */
  requestSubscribeMessage(): Promise<SubscribeResult> {
    const props = this.props()
    const result = this.flow.open(props)
    if (!this.called.has(result)) {
      this.called.add(result)
      void result.then(props.callback)
    }
    return result
  }

  /** Fetches before the tap what needs no user: sender, texts, appId, site. Never rejects. */
  prefetch(): Promise<void> {
    return this.flow.prefetch(this.props())
  }

  /** Changes props. */
  $set(props: Partial<SubscribeMsgProps>): void {
    Object.assign(this.own, props)
  }

  /** Takes the panel away for good: what was not answered is CANCELLED. */
  destroy(): void {
    this.flow.unmount()
  }

  /** As `destroy`. */
  $destroy(): void {
    this.destroy()
  }

  // What is missing is what the flow checks first.
  private props(): SubscribeOptions & Partial<SubscribeMsgProps> {
    return Object.assign({}, defaults, this.own) as SubscribeOptions
  }
}
