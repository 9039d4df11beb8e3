import { addOptions, type SubscribeOptions } from '../src/options.js'
import { sharedState } from './shared-state.js'

/** Sets options for all components, once (e.g. in app.js). A prop of the same name replaces one of them. `languages` are added. */
export function configure(options: Partial<SubscribeOptions>): void {
  addOptions(sharedState().options, options)
}
