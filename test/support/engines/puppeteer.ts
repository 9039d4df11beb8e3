// Chromium, and Firefox by WebDriver BiDi.
import puppeteer, { type Frame } from 'puppeteer-core'
import type { FoundEngine } from '../../../scripts/test/engines.mjs'
import { type Engine, viewport } from './driver'

export async function startByPuppeteer({ name, path }: FoundEngine): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: name === 'Firefox' ? 'firefox' : 'chrome',
    executablePath: path!,
    defaultViewport: viewport,
    // A busy machine needs its time.
    timeout: 90_000,
    protocolTimeout: 90_000,
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: name === 'Firefox' ? [] : ['--no-sandbox', '--disable-gpu', '--lang=en-US', '--force-dark-mode'],
    extraPrefsFirefox: {
      'ui.systemUsesDarkTheme': 1,
      'widget.gtk.overlay-scrollbars.enabled': false,
      'intl.accept_languages': 'en-US',
      'general.smoothScroll': false,
    },
  })
  const page = await browser.newPage()
  let isResized = false

  async function frameAt(selector?: string): Promise<Frame> {
    if (!selector) return page.mainFrame()
    const element = await page.waitForSelector(selector)
    const frame = await element?.contentFrame()
    if (!frame) throw new Error(`${selector} is not an iframe`)
    return frame
  }

  return {
    async open(url) {
      if (isResized) await page.setViewport(viewport)
      isResized = false
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
    async pointer(...steps) {
      for (const step of steps) {
        if (step === 'down') await page.mouse.down()
        else if (step === 'up') await page.mouse.up()
        else await page.mouse.move(step.x, step.y)
      }
    },
    tap: (x, y) => page.touchscreen.tap(x, y),
    async wheelAt(x, y, deltaY) {
      await page.mouse.move(x, y)
      await page.mouse.wheel({ deltaY })
    },
    async keys(...steps) {
      for (const step of steps) {
        if ('down' in step) await page.keyboard.down(step.down)
        else await page.keyboard.up(step.up)
      }
    },
    async resize(size) {
      isResized = true
      await page.setViewport(size)
    },
    async prefer(name, value) {
      const devTools = await page.createCDPSession()
      await devTools.send('Emulation.setEmulatedMedia', { features: [{ name, value }] })
    },
    close: () => browser.close(),
  }
}
