// Dark by the system's preference: each engine is started as on such a system, nothing is emulated in the page.
import { inEveryEngine } from '../support/engines/engine'
import { type PanelPage, startPanelPage } from '../support/panel-page'

jest.setTimeout(120_000)

let site: PanelPage
beforeEach(async () => {
  site = await startPanelPage()
})
afterEach(() => site.close())

inEveryEngine(
  (on) => {
    test('on a dark system the panel is dark', async () => {
      await on.person.open(site.url())
      expect(await on.person.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
      await on.person.click('button', 'Notify me')
      const { background } = await on.person.waitUntilSeen('[part~=sheet]')
      const [, ...channels] = /rgb\((\d+), (\d+), (\d+)\)/.exec(background)!
      expect(Math.max(...channels.map(Number))).toBeLessThan(96)
      // The text can be read on it.
      const [, ...letters] = /rgb\((\d+), (\d+), (\d+)\)/.exec(
        (await on.person.waitUntilSeen('[part~=title]')).color,
      )!
      expect(Math.min(...letters.map(Number))).toBeGreaterThan(160)
    })
  },
  { isDark: true },
)
