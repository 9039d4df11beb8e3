import type { SubscribeOptions } from '../../src/options.js'

let defaults: Partial<SubscribeOptions> = {}

/** Sets, once and for all components (e.g. in app.js), options that a prop of the same name replaces. */
export function configure(options: Partial<SubscribeOptions>): void {
  defaults = { ...defaults, ...options }
}

/** What `configure` was told so far. */
export const configured = (): Partial<SubscribeOptions> => defaults
