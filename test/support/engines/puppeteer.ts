// Chromium, and Firefox by WebDriver BiDi.
import puppeteer, { type Frame } from 'puppeteer-core'
import type { FoundEngine } from '../../../scripts/test/engines.mjs'
import { type Engine, type EngineOptions, type Key, viewport } from './driver'

export async function startByPuppeteer(
  { name, path }: FoundEngine,
  { isDark }: EngineOptions,
): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: name === 'Firefox' ? 'firefox' : 'chrome',
    executablePath: path!,
    defaultViewport: viewport,
    // A busy machine needs its time.
    timeout: 90_000,
    protocolTimeout: 90_000,
    args:
      name === 'Firefox'
        ? []
        : ['--no-sandbox', '--disable-gpu', '--lang=en-US', ...(isDark ? ['--force-dark-mode'] : [])],
    extraPrefsFirefox: {
      'ui.systemUsesDarkTheme': isDark ? 1 : 0,
      'intl.accept_languages': 'en-US',
      'general.smoothScroll': false,
    },
  })
  const page = await browser.newPage()

  async function frameAt(selector?: string): Promise<Frame> {
    if (!selector) return page.mainFrame()
    const element = await page.waitForSelector(selector)
    const frame = await element?.contentFrame()
    if (!frame) throw new Error(`${selector} is no iframe`)
    return frame
  }

  return {
    async open(url) {
      await page.goto(url)
    },
    async evaluate<Args extends unknown[], Result>(
      run: (...args: Args) => Result,
      args: Args,
      frame?: string,
    ) {
      const place = await frameAt(frame)
      return (await place.evaluate(run as (...args: unknown[]) => unknown, ...args)) as Result
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    async wheelAt(x, y, deltaY) {
      await page.mouse.move(x, y)
      await page.mouse.wheel({ deltaY })
    },
    async press(key: Key) {
      if (key !== 'Shift+Tab') return page.keyboard.press(key)
      await page.keyboard.down('Shift')
      await page.keyboard.press('Tab')
      await page.keyboard.up('Shift')
    },
    close: () => browser.close(),
  }
}
