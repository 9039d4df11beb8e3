import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser'
import { startDemo, type StartedDemo } from './started-demo'

export interface DemoPage {
  demo: StartedDemo
  page: Page
  inbox: () => Promise<{ body: string; userId: string }[]>
}

/** What `npm start` shows, for each test begun anew: nobody has agreed to anything. */
export function useDemoPage(): DemoPage {
  let browser: Browser
  const used = {
    async inbox() {
      const answer = await fetch(`${used.demo.url}/_sandbox/inbox`)
      return ((await answer.json()) as { messages: { body: string; userId: string }[] }).messages
    },
  } as DemoPage

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    used.demo = await startDemo()
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
    used.page = await context.newPage()
    await used.page.goto(used.demo.url)
  })
  afterEach(async () => {
    await used.page.context().close()
    expect(await used.demo.stop()).toBe(0)
  })
  return used
}
