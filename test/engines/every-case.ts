import type { EngineName } from '../../scripts/test/engines.mjs'
import { inEngine } from '../support/engines/engine'
import { isEveryCase } from '../support/every-case'
import { accidents } from './accidents'
import { core } from './core'
import { layer } from './layer'
import { scrolling } from './scrolling'
import { settings } from './settings'

jest.setTimeout(180_000)

/**
 * The rows of the table in docs/browsers.md. `npm run browsers` and `npm run test:long -- engines` try all of them in
 * every engine; `npm test`, which has to be short, the core.
 */
export function everyCase(name: EngineName): void {
  inEngine(name, (on) => {
    core(on)
    if (!isEveryCase) return
    layer(on)
    scrolling(on)
    accidents(on)
    settings(on)
  })
}
