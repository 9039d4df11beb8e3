import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { launchBrowser } from './browser'
import { startPanelPage, type PageChange, type PanelPage } from './panel-page'

export interface PanelPageInBrowser {
  site: PanelPage
  page: Page
  /** What the page wrote to its console, and errors that nobody caught. */
  complaints: string[]
  visit: (change?: PageChange, context?: BrowserContextOptions) => Promise<void>
  /** A tap on the page's button opens the panel. Gives its sheet. */
  openPanel: () => Promise<Locator>
  /** What fills the window: the sheet, and the mask around it. */
  dialog: () => Locator
  sheet: () => Locator
  /** What the page has written down of the result, once it is there. */
  result: () => Promise<Record<string, unknown>>
}

/** For the tests of one file: one site and browser, for each visit a new page with nothing stored. */
export function usePanelPage(common: BrowserContextOptions = {}): PanelPageInBrowser {
  let browser: Browser
  const dialog = () => used.page.getByRole('dialog')
  const sheet = () => used.page.locator('.mini-message-panel .sheet')
  const used = {
    dialog,
    sheet,
    async result() {
      const said = used.page.locator('#result')
      await said.filter({ hasText: '{' }).waitFor({ state: 'attached' })
      return JSON.parse((await said.textContent())!) as Record<string, unknown>
    },
    async visit(change = {}, context = {}) {
      // Movement has tests of its own.
      const usual = {
        viewport: { width: 390, height: 844 },
        locale: 'en-GB',
        reducedMotion: 'reduce',
      } as const
      const made = await browser.newContext({ ...usual, ...common, ...context })
      used.page = await made.newPage()
      const complaints: string[] = (used.complaints = [])
      used.page.on('console', (message) => complaints.push(message.text()))
      used.page.on('pageerror', ({ message }) => complaints.push(message))
      await used.page.goto(used.site.url(change))
    },
    async openPanel() {
      await used.page.locator('#opener').click()
      await sheet().waitFor()
      return sheet()
    },
  } as PanelPageInBrowser

  beforeAll(async () => {
    ;[used.site, browser] = await Promise.all([startPanelPage(), launchBrowser()])
  })
  afterAll(() => Promise.all([browser.close(), used.site.close()]))
  afterEach(() => used.page.context().close())
  return used
}
