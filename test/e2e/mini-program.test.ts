// The demo mini program in real Chromium on the simulator. Its backend and shop are fakes here: the simulator's
// own super app makes up its codes, which the sandbox would refuse.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { launchBrowser } from '../support/browser'

jest.setTimeout(60_000)

const root = join(__dirname, '..', '..')
const templateCode = '202109305800000001000001'
let simulator: ChildProcess
let url: string
let browser: Browser
let page: Page
/** Bodies of `POST /subscriptions` and `POST /orders`. */
let posted: Record<string, unknown>[]
let type: string | null

beforeAll(async () => {
  simulator = spawn(process.execPath, ['simulator/dist/cli.js', 'demo/mini-program/dist', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  url = await new Promise((resolve) =>
    simulator.stdout!.on('data', (text: Buffer) => {
      const address = /http:\S+/.exec(text.toString())?.[0]
      if (address) resolve(address)
    }),
  )
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  simulator.kill()
})

const anyOrigin = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': '*',
}
const subscription = () => ({
  subscriptionId: 'sub-1',
  templateCode,
  type,
  needs: type === 'AGREE' ? 'NOTHING' : 'CONSENT',
})

const answers: Record<string, (body: Record<string, unknown>) => object> = {
  '/templates': () => ({
    sender: { name: 'Yummy Chicken Rice', privacyUrl: 'https://shop.example/privacy' },
    textVersion: '1',
    templates: [{ templateCode, title: 'Order ready', kind: 'LONG_TERM' }],
  }),
  '/authorizations': () => ({
    sessionToken: 'session',
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
    subject: 'subject',
    subscriptions: [subscription()],
  }),
  '/subscriptions': (body) => {
    posted.push(body)
    type = (body.answers as { type: string }[])[0]!.type
    return { subscriptions: [subscription()] }
  },
  '/orders': (body) => {
    posted.push(body)
    return { orderNo: '0101', item: 'classic', ready: true, notice: 'Sent', settled: true }
  },
}

async function backend(route: Route): Promise<void> {
  const request = route.request()
  if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers: anyOrigin })
  const answer = answers[new URL(request.url()).pathname]!
  const body = request.method() === 'POST' ? (request.postDataJSON() as Record<string, unknown>) : {}
  return route.fulfill({ json: answer(body), headers: anyOrigin })
}

beforeEach(async () => {
  posted = []
  type = null
  const context = await browser.newContext({ viewport: { width: 375, height: 700 }, locale: 'en-GB' })
  page = await context.newPage()
  await page.route(/:878[89]\//, backend)
  await page.goto(`${url}program.html`)
})
afterEach(() => page.context().close())

const tap = (name: string) => page.getByText(name, { exact: true }).last().click()
async function openPanel(): Promise<void> {
  await tap('Notify me')
  await tap('Allow')
  await page.getByText('Messages from Yummy Chicken Rice').waitFor()
}

test('agree, order: the order carries the subscription it is told by', async () => {
  await openPanel()
  await tap('Agree')
  await tap('Allow')
  await page.getByText('You will get a message').waitFor()
  await tap('Order')
  await page.getByText('Message sent to your inbox').waitFor()
  expect(posted).toMatchObject([
    { answers: [{ templateCode, type: 'AGREE' }], consent: { surface: 'BUILTIN' } },
    { item: 'classic', subscriptionIds: { [templateCode]: 'sub-1' } },
  ])
})

test('both answers have one size and look', async () => {
  await openPanel()
  const looks = await page.locator('.mini-message-panel__answer').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect()
      const { color, backgroundColor, fontWeight } = getComputedStyle(button)
      return { width, height, color, backgroundColor, fontWeight }
    }),
  )
  expect(looks).toHaveLength(2)
  expect(looks[0]).toEqual(looks[1])
  expect(looks[0]!.height).toBeGreaterThanOrEqual(44)
})

test('reject is posted, the mask posts nothing', async () => {
  await openPanel()
  await page.mouse.click(180, 80)
  await page.getByText('Nothing was changed').waitFor()
  expect(posted).toEqual([])
  await openPanel()
  await tap('Reject')
  await page.getByText('No messages.').waitFor()
  expect(posted).toMatchObject([{ answers: [{ type: 'REJECT' }] }])
})

test('what was agreed to is withdrawn in the settings', async () => {
  type = 'AGREE'
  await tap('Settings')
  await tap('Change')
  await tap('Allow')
  await tap('Stop')
  await page.getByText('Off. We send none.').waitFor()
  expect(posted).toMatchObject([{ answers: [{ templateCode, type: 'REJECT' }] }])
})
