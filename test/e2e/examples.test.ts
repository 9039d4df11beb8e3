import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { bundle, emptyPage, openShop } from '../support/shop-page'

jest.setTimeout(60_000)

const root = join(__dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

let browser: Browser
let tab: Page
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(() => tab.close())

const examples: [string, () => Promise<Record<string, string>>][] = [
  [
    'plain HTML',
    async () => ({
      '/': read('examples/plain-html/index.html'),
      '/app.js': read('examples/plain-html/app.js'),
      '/node_modules/mini-message/dist/h5/subscribe-message.min.js': read('dist/h5/subscribe-message.min.js'),
    }),
  ],
  ...(['react/app.tsx', 'vue/app.ts'] as const).map(
    (entry): [string, () => Promise<Record<string, string>>] => [
      entry.split('/')[0]!,
      async () => ({
        '/': emptyPage,
        '/app.js': await bundle({ entryPoints: [join(root, 'examples', entry)] }),
      }),
    ],
  ),
]

test.each(examples)('in %s a tap, then Agree, ends with the answer on the page', async (_name, files) => {
  tab = await openShop(browser, await files())
  await tab.getByRole('button', { name: 'Notify me' }).click()
  await tab.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
  await tab.getByRole('status').getByText('AGREE').waitFor()
  expect(await tab.getByRole('dialog').count()).toBe(0)
})

test.each(examples)(
  'in %s closing the panel is CANCELLED, and the button opens it again',
  async (_name, files) => {
    tab = await openShop(browser, await files())
    const openAndClose = async () => {
      await tab.getByRole('button', { name: 'Notify me' }).click()
      await tab.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
      await tab.getByRole('status').getByText('CANCELLED').waitFor()
    }
    await openAndClose()
    await openAndClose()
    expect(await tab.getByRole('dialog').count()).toBe(0)
  },
)
