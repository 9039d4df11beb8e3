import { createSubscribeFlow } from '../src/flow/subscribe-flow.js'
import type { SubscribeOptions } from '../src/options.js'
import type { SubscribeResult } from '../src/result.js'
import { createHost } from './host.js'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props.js'

const defaults: Partial<SubscribeMsgProps> = {}

/** Props for every instance on the page, mostly `backendUrl`; an instance's own prop wins. */
export function configure(props: Partial<SubscribeMsgProps>): void {
  Object.assign(defaults, props)
}

/** Asks the user for permission to send messages. Code written for `subscribe-msg-svelte` runs with it. */
export class SubscribeMsg {
  /**
   * Opens the panel if something has to be asked. Never rejects: each end is a result, which `callback` gets
   * as well. A second call joins the first if it is for the same templates, otherwise it gets BUSY.
   */
  declare requestSubscribeMessage: () => Promise<SubscribeResult>
  /** Fetches before the tap what needs no user: sender, texts, appId, site. Never rejects. */
  declare prefetch: () => Promise<void>
  /** Changes props. */
  declare $set: (props: Partial<SubscribeMsgProps>) => void
  /** Takes the panel away for good: what was not answered is CANCELLED. */
  declare destroy: () => void
  /** As `destroy`. */
  declare $destroy: () => void

  /** As the exported function. */
  static configure(props: Partial<SubscribeMsgProps>): void {
    configure(props)
  }

  constructor({ target, props: own }: SubscribeMsgOptions = {}) {
    const changed = Object.assign({}, own)
    // What is missing is what the flow checks first.
    const props = (): SubscribeOptions & Partial<SubscribeMsgProps> =>
      Object.assign({}, defaults, changed) as SubscribeOptions
    const flow = createSubscribeFlow(createHost(props, target))

    Object.assign(this, {
      requestSubscribeMessage: () => flow.open(props(), props().callback),
      prefetch: () => flow.prefetch(props()),
      $set: (more: object) => void Object.assign(changed, more),
      destroy: flow.unmount,
      $destroy: flow.unmount,
    })
  }
}
