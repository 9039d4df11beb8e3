import type { SubscribeOptions } from '../src/options.js'
import type { SubscribeResult } from '../src/result.js'
import { createSubscribeFlow, type SubscribeFlow } from '../src/subscribe-flow.js'
import type { SubscriptionStates } from '../src/subscription-states.js'
import { createBrowserHost } from './browser-host.js'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props.js'

/** The props of the whole page, which `configure` sets. */
const pageProps: Partial<SubscribeMsgProps> = {}

/** Sets props for every instance on the page, mostly `backendUrl`; an instance's own prop wins. */
export function configure(props: Partial<SubscribeMsgProps>): void {
  Object.assign(pageProps, props)
}

/** Asks the user for permission to send messages. Code written for `subscribe-msg-svelte` runs with it. */
export class SubscribeMsg {
  private readonly ownProps: Partial<SubscribeMsgProps>
  private readonly flow: SubscribeFlow

  constructor({ target, props }: SubscribeMsgOptions = {}) {
    this.ownProps = { ...props }
    this.flow = createSubscribeFlow(createBrowserHost(() => this.props(), target))
    // Pages hand these methods on as they are: `button.onclick = subscribeMsg.requestSubscribeMessage`.
    this.requestSubscribeMessage = this.requestSubscribeMessage.bind(this)
    this.prefetch = this.prefetch.bind(this)
    this.getSubscriptions = this.getSubscriptions.bind(this)
    this.destroy = this.destroy.bind(this)
    this.$set = this.$set.bind(this)
    this.$destroy = this.$destroy.bind(this)
  }

  /** As the exported function. */
  static configure(props: Partial<SubscribeMsgProps>): void {
    configure(props)
  }

  /**
   * Opens the panel if something has to be asked. Never rejects: each end is a result, which `callback` gets
   * as well. A second call joins the first if it is for the same templates, otherwise it gets BUSY.
   */
  requestSubscribeMessage(): Promise<SubscribeResult> {
    return this.flow.open(this.props(), this.props().callback)
  }

  /** Fetches before the tap what needs no user: sender, texts, appId, site. Never rejects. */
  prefetch(): Promise<void> {
    return this.flow.prefetch(this.props())
  }

  /**
   * Whether the user is subscribed, for each template: `subscribed`, `unsubscribed`, or `unknown` where only a dialog
   * could tell. Shows nothing and never rejects. `options` win over the props.
   */
  getSubscriptions(options?: Partial<SubscribeMsgProps>): Promise<SubscriptionStates> {
    return this.flow.getSubscriptions({ ...this.props(), ...options })
  }

  /** Takes the panel away for good: an open that has no answer yet is CANCELLED. */
  destroy(): void {
    this.flow.unmount()
  }

  /** Changes props. The name is that of `subscribe-msg-svelte`. */
  $set(props: Partial<SubscribeMsgProps>): void {
    Object.assign(this.ownProps, props)
  }

  /** As `destroy`. The name is that of `subscribe-msg-svelte`. */
  $destroy(): void {
    this.destroy()
  }

  /** What is missing in them is what the flow checks first. */
  private props(): SubscribeOptions & Partial<SubscribeMsgProps> {
    return { ...pageProps, ...this.ownProps } as SubscribeOptions & Partial<SubscribeMsgProps>
  }
}
