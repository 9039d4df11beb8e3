import { type EngineName, type FoundEngine, findEngines } from '../../../scripts/test/engines.mjs'
import { type PanelPage, startPanelPage } from '../panel-page'
import type { Engine } from './driver'
import { Person } from './person'
import { startByPuppeteer } from './puppeteer'
import { Shop } from './shop'
import { startWebKit } from './webkit'

const start: Record<EngineName, (found: FoundEngine) => Promise<Engine>> = {
  Chromium: startByPuppeteer,
  Firefox: startByPuppeteer,
  WebKitGTK: startWebKit,
}

export type Ability = 'a held key' | 'forced colours' | 'reduced motion' | 'scroll bars that take room'

const atStart = 'the browser can be told only when it starts'

/** Why a browser, or what drives it, can't be asked for something. The table of docs/browsers.md says so. */
const cannot: Record<EngineName, Partial<Record<Ability, string>>> = {
  Chromium: {},
  Firefox: { 'forced colours': atStart, 'reduced motion': atStart },
  WebKitGTK: {
    'a held key': 'its driver repeats no key',
    'forced colours': 'the engine has none',
    'reduced motion': atStart,
    'scroll bars that take room': 'its scroll bars lie over the page',
  },
}

/** What a case gets: for each test a new address, so that nothing is stored there. */
export interface On {
  person: Person
  shop: Shop
  /** `test`, where this browser can do that. */
  testWith(ability: Ability): (title: string, run: () => Promise<void>) => void
}

/**
 * Declares cases for one engine, which starts once for all of them, as on a system that prefers dark. One that is not
 * installed is skipped, which its title says; where CI is set it fails.
 */
export function inEngine(name: EngineName, declare: (on: On) => void): void {
  const found = findEngines().find((engine) => engine.name === name)!
  const { missing } = found
  const on = {
    testWith(ability) {
      const why = cannot[name][ability]
      return (title, run) => (why ? test.skip(`${title} (not tried: ${why})`, run) : test(title, run))
    },
  } as On
  if (missing && !process.env['CI']) {
    describe.skip(`${name} (skipped: ${missing})`, () => declare(on))
    return
  }
  describe(name, () => {
    let engine: Engine | undefined
    let site: PanelPage
    beforeAll(async () => {
      if (missing) throw new Error(`${name}: ${missing}`)
      engine = await start[name](found)
      on.person = new Person(engine)
    }, 120_000)
    afterAll(() => engine?.close())
    beforeEach(async () => {
      site = await startPanelPage()
      on.shop = new Shop(on.person, site)
    })
    afterEach(() => site.close())
    declare(on)
  })
}
