import type { FlowState } from '../../src/flow/flow-types.js'
import type { SubscribeOptions } from '../../src/options.js'
import type { SubscribeResult } from '../../src/result.js'
import type { PanelName } from './panels.js'

export type { SubscribeFailure, SubscribeResult, SubscribeSuccess } from '../../src/result.js'

/** What `<subscribe-message>` takes. `configure` sets the same options for all of them; a prop wins. */
export interface SubscribeMessageProps {
  /** True opens, false closes (CANCELLED if there is no answer yet). @default false */
  requestSubscribeMessage: boolean
  /** Base address of the merchant backend. No default: INVALID_CONFIG if `configure` did not set it either. */
  backendUrl?: SubscribeOptions['backendUrl']
  /** Template codes (the platform's "Customized Template ID"), at least one. @default [] */
  templateIds: SubscribeOptions['templateIds']
  /** Template texts, where the backend serves none. @default what the backend says */
  templates?: NonNullable<SubscribeOptions['templates']>
  /** Replaces `my.getAppIdSync`. @default what the JSAPI says */
  appId?: string
  /** Replaces `my.getSiteInfo`; for AlipayCN `ALIPAY_CN`. @default what the JSAPI says */
  customerBelongsTo?: string
  /** Replaces the first `my.getAuthCode`, on the first open only: a code works once. @default what the JSAPI says */
  authCode?: string
  /** What `my.getAuthCode` asks the user for. @default ['auth_user'] */
  scopes?: string[]
  /** BCP 47. @default the super app's language, else `en` */
  language?: string
  /** Texts of the panel that differ from the built-in ones. @default none */
  texts?: NonNullable<SubscribeOptions['texts']>
  /** Who sends. @default what the backend says */
  senderName?: string
  /** Address of the privacy notice. @default what the backend says */
  privacyUrl?: string
  /** Slides the panel in and out. @default false */
  animation: boolean
  /**
   * Which panel asks: ours, AlipayCN's `my.requestSubscribeMessage`, or the official tag that stands in the
   * slot. To withdraw it is always ours. @default 'builtin'
   */
  panel: PanelName
  /** What the official tag in the slot called back with. @default none */
  officialResult?: object | null
  /** Opens to withdraw what was agreed to. @default false */
  manage: boolean
  /** Shows the panel although nothing needs consent. @default false */
  askAgain: boolean
  /** For opens that no tap asked for: no panel again in this session after REJECT or two CANCELLED. @default false */
  quiet: boolean
  /** Extra headers for each backend call. @default none */
  headers?: Record<string, string>
  /** Bounds each machine step, in milliseconds; never a person's deciding. @default 10000 */
  timeoutMs?: number
  /** Called once for each open, with its result; `success` false is CANCELLED or an error. */
  onCallback?: (result: SubscribeResult) => void
  /** Called with each state the open goes through. */
  onStateChange?: (state: FlowState) => void
  /** The address of the privacy notice was tapped: open it in a web-view page of your own. */
  onPrivacy?: (url: string) => void
}

export const subscribeMessageDefaults: SubscribeMessageProps = {
  requestSubscribeMessage: false,
  templateIds: [],
  animation: false,
  panel: 'builtin',
  manage: false,
  askAgain: false,
  quiet: false,
}
