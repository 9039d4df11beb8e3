import type { SubscribeOptions } from '../src/options.js'
import { sharedState } from './shared-state.js'

/** Sets options for all components, once (e.g. in app.js). A prop of the same name replaces one of them. */
export function configure(options: Partial<SubscribeOptions>): void {
  Object.assign(sharedState().options, options)
}
