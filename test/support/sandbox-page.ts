import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { launchBrowser } from './browser'
import { startSandboxWithShop, type StartedSandbox } from './started-sandbox'

/** The sandbox's page in a real browser, as a person uses it; `sandbox` is what other programs see of it. */
export interface SandboxPage {
  sandbox: StartedSandbox
  page: Page
  /** `place` follows the address: `#requests`, `?lang=zh-CN#users`. */
  open: (place?: string) => Promise<void>
  button: (name: string) => Promise<void>
  onPhone: (screen: string) => Promise<void>
  shop: () => FrameLocator
  /** Calls a JSAPI from inside the shop; its answer goes to `answer()`. */
  callMy: (name: string, options: object) => Promise<void>
  /** What the shop's last JSAPI call was answered. */
  answer: () => Promise<unknown>
}

/** For the tests of one file: one sandbox and browser, for each test the default seed and a new page. */
export function useSandboxPage(context: BrowserContextOptions = {}): SandboxPage {
  let browser: Browser
  const shop = () => used.page.frameLocator('iframe.shop-frame')
  const used = {
    async open(place = '') {
      // Until the page hears what happens: it does not hear what came before.
      await Promise.all([
        used.page.waitForResponse('**/superapp/events'),
        used.page.goto(`${used.sandbox.url}/${place}`),
      ])
      await used.page.locator('.section, .next-step, .detail').first().waitFor({ state: 'attached' })
    },
    button: (name: string) => used.page.getByRole('button', { name, exact: true }).click(),
    onPhone: (screen: string) =>
      used.page.locator('.screen-choice').getByRole('radio', { name: screen }).check({ force: true }),
    shop,
    callMy: (name: string, options: object) =>
      shop()
        .locator('body')
        .evaluate(
          (_body, [api, given]) => {
            const { my, show } = window as unknown as {
              my: Record<string, (options: object) => void>
              show: (answer: unknown) => void
            }
            my[api]!({ ...given, complete: show })
          },
          [name, options] as const,
        ),
    async answer() {
      await shop().locator('#answer:not(:empty)').waitFor()
      return JSON.parse(await shop().locator('#answer').innerText()) as unknown
    },
  } as SandboxPage

  beforeAll(async () => {
    ;[used.sandbox, browser] = await Promise.all([startSandboxWithShop(), launchBrowser()])
  })
  afterAll(() => Promise.all([browser.close(), used.sandbox.stop()]))
  beforeEach(async () => {
    await used.sandbox.control('seed', {})
    const made = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
      ...context,
    })
    used.page = await made.newPage()
  })
  afterEach(() => used.page.context().close())
  return used
}
