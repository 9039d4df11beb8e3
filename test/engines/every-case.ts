import type { EngineName } from '../../scripts/test/engines.mjs'
import { inEngine } from '../support/engines/engine'
import { accidents } from './accidents'
import { core } from './core'
import { layer } from './layer'
import { scrolling } from './scrolling'
import { settings } from './settings'

jest.setTimeout(180_000)

/**
 * The rows of the table in docs/browsers.md. `npm run browsers` tries all of them in every engine; `npm test`, which
 * has to be short, all of them in Chromium and the core in the others.
 */
export function everyCase(name: EngineName): void {
  inEngine(name, (on) => {
    core(on)
    if (name !== 'Chromium' && !process.env['EVERY_CASE']) return
    layer(on)
    scrolling(on)
    accidents(on)
    settings(on)
  })
}
