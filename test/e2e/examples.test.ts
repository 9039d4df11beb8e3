import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'

jest.setTimeout(60_000)

const root = join(__dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const origin = 'https://shop.example'

/** Built as a user would: the app and the published module in one file. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    alias: { 'mini-message': join(root, 'dist/h5/subscribe-message.mjs') },
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
  })
  return outputFiles[0]!.text
}

const emptyPage =
  '<!doctype html><html lang="en"><title>shop</title><body><script src="/app.js"></script></body></html>'

const superApp = `
  let code = 0
  window.my = {
    getAuthCode: ({ success }) => success({ authCode: '28100613DFLQDKXJQRSM' + ++code, authSuccessScopes: ['auth_user'] }),
    getAppIdSync: () => ({ appId: 'P0000000000000010001' }),
    getSiteInfo: ({ success }) => success({ siteName: 'ALIPAY_CN' }),
  }`

const subscription = {
  subscriptionId: 'sub_1',
  templateCode: '202109305800000001000001',
  type: null as string | null,
  needs: 'CONSENT',
}
const answers: Record<string, unknown> = {
  templates: {
    sender: { name: 'Yummy Chicken Rice', privacyUrl: `${origin}/privacy` },
    textVersion: '1',
    templates: [{ templateCode: subscription.templateCode, title: 'Order ready', kind: 'LONG_TERM' }],
  },
  authorizations: {
    sessionToken: 't',
    expiresAt: '2999-01-01T00:00:00Z',
    subject: 's',
    subscriptions: [subscription],
  },
  subscriptions: { subscriptions: [{ ...subscription, type: 'AGREE', needs: 'NOTHING' }] },
}

let browser: Browser
let tab: Page
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(() => tab.close())

/** Opens an example with a super app and a backend at its edges. */
async function open(files: Record<string, string>): Promise<void> {
  tab = await browser.newPage()
  await tab.addInitScript(superApp)
  await tab.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    const api = /^\/api\/(\w+)/.exec(pathname)?.[1]
    if (api) return route.fulfill({ json: answers[api] })
    const body = files[pathname]
    const contentType = pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType })
  })
  await tab.goto(`${origin}/`)
}

const examples: [string, () => Promise<Record<string, string>>][] = [
  [
    'plain HTML',
    async () => ({
      '/': read('examples/plain-html/index.html'),
      '/app.js': read('examples/plain-html/app.js'),
      '/subscribe-message.min.js': read('dist/h5/subscribe-message.min.js'),
    }),
  ],
  ...(['react/app.tsx', 'vue/app.ts'] as const).map(
    (entry): [string, () => Promise<Record<string, string>>] => [
      entry.split('/')[0]!,
      async () => ({ '/': emptyPage, '/app.js': await bundle(`examples/${entry}`) }),
    ],
  ),
]

test.each(examples)('in %s a tap, then Agree, ends with the answer on the page', async (_name, files) => {
  await open(await files())
  await tab.getByRole('button', { name: 'Notify me' }).click()
  await tab.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
  await tab.getByRole('status').getByText('AGREE').waitFor()
  expect(await tab.getByRole('dialog').count()).toBe(0)
})

test.each(examples)(
  'in %s closing the panel is CANCELLED, and the button opens it again',
  async (_name, files) => {
    await open(await files())
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
