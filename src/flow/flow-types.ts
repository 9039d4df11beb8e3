import type { SubscribeOptions } from '../options.js'
import type { SubscribeResult } from '../result.js'

export type FlowState = 'idle' | 'authorizing' | 'asking' | 'submitting' | 'settled'

export type Callback = ((result: SubscribeResult) => void) | null | undefined

/** The subscribe flow of one component instance. */
export interface SubscribeFlow {
  /** Never rejects and settles once. A second call joins a running one for the same templates and mode (it gets the same promise), otherwise it gets BUSY. `callback` gets each result once, before the promise does. */
  open: (options: SubscribeOptions, callback?: Callback) => Promise<SubscribeResult>
  /** Closes from outside: CANCELLED before `submitting`, afterwards only the panel goes. */
  cancel: () => void
  /** The component is gone: as `cancel`, and later opens get UNAVAILABLE. */
  unmount: () => void
  /** Fetches before the tap what needs no user: appId, site, sender and texts. Never rejects. */
  prefetch: (options: SubscribeOptions) => Promise<void>
}
