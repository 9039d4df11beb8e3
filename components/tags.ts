import type { SubscribeMessageProps } from './subscribe-message/props.js'
import type { SubscribePanelProps } from './subscribe-panel/props.js'

/** What a template may write on each tag: nothing has to be there, since every prop has a default. */
export type SubscribeMessageTag = Partial<SubscribeMessageProps>
export type SubscribePanelTag = Partial<SubscribePanelProps>
