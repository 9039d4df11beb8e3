import { addOptions, type SubscribeOptions } from '../src/options.js'
import type { SubscribeResult } from '../src/result.js'
import { createSubscribeFlow, type SubscribeFlow } from '../src/subscribe-flow.js'
import type { SubscriptionStates } from '../src/subscription-states.js'
import { createBrowserHost } from './browser-host.js'
import { pageState } from './page-state.js'
import type { SubscribeMsgOptions, SubscribeMsgProps } from './props.js'

type Props = Partial<SubscribeMsgProps>

/** A later source wins over an earlier one, but an undefined value never hides another. */
function mergeProps(...sources: Props[]): Props {
  const result: Record<string, unknown> = {}
  for (const props of sources) {
    for (const [name, value] of Object.entries<unknown>(props)) if (value !== undefined) result[name] = value
  }
  return result
}

/** What a script tag says that was not the current script: a module's, or one that imports us. */
function tagProps(): Props {
  if (typeof document === 'undefined') return {}
  const tags = document.querySelectorAll<HTMLElement>('script[data-backend-url]')
  return { backendUrl: tags[tags.length - 1]?.dataset['backendUrl'] as string }
}

/** Sets props for every instance on the page, mostly `backendUrl`; an instance's own prop wins. `languages` are added. */
export function configure(props: Partial<SubscribeMsgProps>): void {
  addOptions(pageState().props, mergeProps(props))
}

/** Asks the user for permission to send messages. Code written for `subscribe-msg-svelte` runs with it. */
export class SubscribeMsg {
  private readonly ownProps: Partial<SubscribeMsgProps>
  private readonly flow: SubscribeFlow

  constructor({ target, props }: SubscribeMsgOptions = {}) {
    this.ownProps = { ...props }
    this.flow = createSubscribeFlow(createBrowserHost(() => this.props(), target))
  }

  /** As the exported function. */
  static readonly configure = configure

  // The methods are fields, since pages hand them on as they are: `onclick = subscribeMsg.requestSubscribeMessage`.

  /**
   * Opens the panel if something has to be asked. Never rejects: each end is a result, which `callback` gets
   * as well. A second call joins the first if it is for the same templates, otherwise it gets BUSY.
   */
  readonly requestSubscribeMessage = (): Promise<SubscribeResult> =>
    this.flow.open(this.props(), this.props().callback)

  /** Fetches before the tap what needs no user: sender, texts, appId, site. Never rejects. */
  readonly prefetch = (): Promise<void> => this.flow.prefetch(this.props())

  /**
   * Whether the user is subscribed, for each template: `subscribed`, `unsubscribed`, or `unknown` where only a dialog
   * could tell. Shows nothing and never rejects. `options` win over the props.
   */
  readonly getSubscriptions = (options?: Partial<SubscribeMsgProps>): Promise<SubscriptionStates> =>
    this.flow.getSubscriptions({ ...this.props(), ...options })

  /** Takes the panel away for good: an open that has no answer yet is CANCELLED. */
  readonly destroy = (): void => this.flow.unmount()

  /** Changes props. The name is that of `subscribe-msg-svelte`. */
  readonly $set = (props: Partial<SubscribeMsgProps>): void => void Object.assign(this.ownProps, props)

  /** As `destroy`. The name is that of `subscribe-msg-svelte`. */
  readonly $destroy = this.destroy

  /** What is missing in them is what the flow checks first. */
  private props(): SubscribeOptions & Partial<SubscribeMsgProps> {
    return mergeProps(tagProps(), pageState().props, this.ownProps) as SubscribeOptions & Props
  }
}
