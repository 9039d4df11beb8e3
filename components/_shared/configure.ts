import type { SubscribeOptions } from '../../src/options.js'
import { sharedState } from '../shared-state.js'

/** Sets, once and for all components (e.g. in app.js), options that a prop of the same name replaces. */
export function configure(options: Partial<SubscribeOptions>): void {
  Object.assign(sharedState().options, options)
}

/** What `configure` was told so far. */
export const configured = (): Partial<SubscribeOptions> => sharedState().options
