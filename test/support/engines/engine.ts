import { type EngineName, type FoundEngine, findEngines } from '../../../scripts/test/engines.mjs'
import type { Engine, EngineOptions } from './driver'
import { Person } from './person'
import { startByPuppeteer } from './puppeteer'
import { startWebKit } from './webkit'

const start: Record<EngineName, (found: FoundEngine, options: EngineOptions) => Promise<Engine>> = {
  Chromium: startByPuppeteer,
  Firefox: startByPuppeteer,
  WebKitGTK: startWebKit,
}

/**
 * Declares the same tests for every engine. Each starts once for them. One that is not installed is skipped, which
 * its title says; where CI is set it fails.
 */
export function inEveryEngine(declare: (on: { person: Person }) => void, options: EngineOptions = {}): void {
  for (const found of findEngines()) {
    const { name, missing } = found
    if (missing && !process.env['CI']) {
      describe.skip(`${name} (skipped: ${missing})`, () => declare({} as { person: Person }))
      continue
    }
    describe(name, () => {
      const on = {} as { person: Person }
      let engine: Engine | undefined
      beforeAll(async () => {
        if (missing) throw new Error(`${name}: ${missing}`)
        engine = await start[name](found, options)
        on.person = new Person(engine)
      }, 120_000)
      afterAll(() => engine?.close())
      declare(on)
    })
  }
}
