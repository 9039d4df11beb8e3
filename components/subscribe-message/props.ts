import type { SubscribeOptions } from '../../src/options.js'
import type { SubscribeResult } from '../../src/result.js'
import type { FlowState } from '../../src/subscribe-flow.js'
import type { PageEvent, TagAttributes } from '../tags.js'

export type { FlowState, PageEvent }
export type { SubscribeFailure, SubscribeResult, SubscribeSuccess } from '../../src/result.js'

/**
 * What `<subscribe-message>` takes: every option of the flow, and what belongs to the tag. `configure` sets the
 * options for all tags; a prop wins.
 */
export interface SubscribeMessageProps extends Partial<SubscribeOptions>, TagAttributes {
  /** True opens, false closes (CANCELLED if there is no answer yet). @default false */
  requestSubscribeMessage: boolean
  /** Slides the panel in and out, unless it is `false`. @default true */
  animation?: boolean
  /** The panel's colours: as the system's, or always one of them. @default 'auto' */
  theme: 'auto' | 'light' | 'dark'
  /**
   * Which panel asks: ours, AlipayCN's `my.requestSubscribeMessage`, or the official tag that stands in the
   * slot. To withdraw it is always ours. @default 'builtin'
   */
  panel: 'builtin' | 'native' | 'official'
  /** What the official tag in the slot called back with. @default none */
  officialResult?: object | null
  /** Called once for each open, with its result; `success` false is CANCELLED or an error. */
  onCallback?: (result: SubscribeResult) => void
  /** As `onCallback`, with an event that has the result as its `detail`: for Taro, uni-app, Remax. */
  onResult?: (event: PageEvent<SubscribeResult>) => void
  /** Called with each state the open goes through. */
  onStateChange?: (state: FlowState) => void
  /** As `onStateChange`, with an event. */
  onState?: (event: PageEvent<FlowState>) => void
  /** The address of the privacy notice was tapped: open it in a web-view page of your own. */
  onPrivacy?: (url: string) => void
  /** As `onPrivacy`, with an event. */
  onPrivacyTap?: (event: PageEvent<string>) => void
}

export const subscribeMessageDefaults: SubscribeMessageProps = {
  requestSubscribeMessage: false,
  animation: true,
  theme: 'auto',
  panel: 'builtin',
  templateIds: [],
  manage: false,
  askAgain: false,
  quiet: false,
}
