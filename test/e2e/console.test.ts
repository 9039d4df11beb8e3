// The server's page for support and operations, as people use it: one failed message from the question to the log; with
// the keyboard alone; for everybody (axe), in both languages and schemes, narrow and wide.
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { askAxe, rulesOfColours } from '../support/axe'
import { launchBrowser } from '../support/browser'
import { casesOf } from '../support/every-case'
import { startConsole, type Person, type StartedConsole } from '../support/started-console'

jest.setTimeout(120_000)

let browser: Browser
let on: StartedConsole
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  ;[on, browser] = await Promise.all([startConsole(), launchBrowser()])
})
afterAll(() => Promise.all([browser.close(), on.stop()]))
afterEach(() => page.context().close())

async function open(context: BrowserContextOptions = {}): Promise<void> {
  const made = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    ...context,
  })
  page = await made.newPage()
  complaints.length = 0
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(on.url)
}

async function comeIn({ key }: Person, context?: BrowserContextOptions): Promise<void> {
  await open(context)
  await page.locator('#key').fill(key)
  await page.locator('.login__open').click()
  await page.locator('#search').waitFor()
}

const verdict = () => page.locator('.verdict__sentence')
const steps = () => page.getByRole('list').locator('.timeline__title').allInnerTexts()
const view = (name: string) => page.locator('.top-bar__view').filter({ hasText: name }).click()
const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
/** One that the platform refuses. */
async function refusedMessage(): Promise<string> {
  const endpoint = '/v2/miniprogram/message/send'
  await on.sandbox.control('faults', { effect: 'refuse', resultCode: 'PARAM_ILLEGAL', endpoint, count: 1 })
  return on.sendMessage()
}
async function search(text: string): Promise<void> {
  await page.locator('#search').fill(text)
  await page.locator('.search__line .button').click()
  await verdict().waitFor()
}

test('why one user got no message: asked, answered, mended and written down', async () => {
  const requestId = await refusedMessage()
  await comeIn(on.lin)
  await search(requestId)
  expect(await verdict().innerText()).toMatch(
    /^Not sent: the platform refused it at \d\d:\d\d \(PARAM_ILLEGAL\)\.$/,
  )
  expect(await steps()).toEqual([
    ...['The user agreed', 'The shop submitted the message', 'Attempt 1: Refused', 'Ended: Refused'],
    'The authorization ends',
  ])
  // Personal data is for administrators.
  expect(await page.getByText('scope admin').count()).toBe(1)
  expect(await page.getByText('storeName').count()).toBe(0)

  await button('Send again').click()
  await dialog().getByText(`Send message ${requestId} again?`).waitFor()
  await dialog().getByRole('button', { name: 'Go back' }).click()
  expect(await verdict().innerText()).toMatch(/^Not sent/)
  await button('Send again').click()
  await dialog().getByRole('button', { name: 'Send again' }).click()
  await page.getByText('It is queued again.').waitFor()
  await verdict()
    .filter({ hasText: /^Sent at \d\d:\d\d: the platform accepted it at attempt 2\.$/ })
    .waitFor({
      timeout: 30_000,
    })
  expect(await steps()).toEqual(expect.arrayContaining(['Queued again by hand', 'Attempt 2: Sent']))

  await view('Log')
  const row = page.getByRole('listitem').filter({ hasText: requestId })
  expect(await row.innerText()).toMatch(/^lin sent a message again/)
  await row.getByRole('link').click()
  await verdict().waitFor()
  expect(complaints).toEqual([])
})

test('an administrator is shown what stands in a message', async () => {
  const requestId = await on.sendMessage()
  await comeIn(on.mei)
  await search(requestId)
  expect(await verdict().innerText()).toMatch(/^Sent at \d\d:\d\d: the platform accepted it\.$/)
  // Once in each language of the message.
  await page.getByText('storeName').first().waitFor()
})

test('a message that is still to be sent is cancelled, after a question', async () => {
  const requestId = await on.scheduleMessage()
  await comeIn(on.lin)
  await search(requestId)
  expect(await verdict().innerText()).toMatch(/^Not sent yet/)
  await button('Cancel the message').click()
  await dialog().getByText(`Cancel message ${requestId}?`).waitFor()
  await dialog().getByRole('button', { name: 'Cancel the message' }).click()
  await page.getByText('It is cancelled.').waitFor()
  await verdict()
    .filter({ hasText: /^Not sent: lin cancelled it in the console at \d\d:\d\d\.$/ })
    .waitFor()
  expect(await button('Cancel the message').count()).toBe(0)
  await view('Log')
  const row = page.getByRole('listitem').filter({ hasText: requestId })
  expect(await row.innerText()).toMatch(/^lin cancelled a message/)
})

test('a name that nobody knows is said to be unknown', async () => {
  await comeIn(on.lin)
  await search('order-nobody-made')
  expect(await verdict().innerText()).toBe('Nothing is known here under “order-nobody-made”.')
})

test('the overview counts what ended, with its codes', async () => {
  await refusedMessage()
  await comeIn(on.lin)
  await view('Overview')
  await page.locator('.tile').first().waitFor()
  const code = page.getByRole('row').filter({ hasText: 'PARAM_ILLEGAL' })
  await code.waitFor({ timeout: 30_000 })
  expect(await page.getByRole('img', { name: /^Sent a minute: / }).count()).toBe(1)
  expect(await page.locator('.plot canvas').count()).toBe(3)
  for (const span of ['Day', 'Month']) {
    await page.getByRole('radio', { name: span }).check({ force: true })
    await page.getByRole('row').filter({ hasText: 'PARAM_ILLEGAL' }).waitFor()
  }
  expect(complaints).toEqual([])
})

test('the key stands nowhere but in the memory of the page', async () => {
  await comeIn(on.lin)
  const stored = () => page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])
  expect(await stored()).toEqual([0, 0, ''])
  expect(await page.context().cookies()).toEqual([])
  await page.reload()
  await page.locator('#key').waitFor()
  expect(await page.locator('#key').inputValue()).toBe('')
})

test('a key that is wrong, or locked away, opens nothing', async () => {
  await open()
  await page.locator('#key').fill('mm_a-key-that-nobody-has-made')
  await page.locator('.login__open').click()
  await page.getByRole('alert').getByText('with a key from API_KEYS').waitFor()
  await comeIn(on.lin)
  await page.getByRole('button', { name: /lin/ }).click()
  await page.locator('#key').waitFor()
  expect(await page.locator('#search').count()).toBe(0)
})

test('with the keyboard alone: come in, ask, read, send again, look into the log', async () => {
  const requestId = await refusedMessage()
  await open()
  await page.locator('#key:focus').waitFor()
  await page.keyboard.type(on.lin.key)
  await page.keyboard.press('Enter')
  await page.locator('#search:focus').waitFor()
  await page.keyboard.type(requestId)
  await page.keyboard.press('Enter')
  await page.locator('.verdict__sentence:focus').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').innerText()).toBe('Send again')
  await page.keyboard.press('Enter')
  await dialog().waitFor()
  await page.keyboard.press('Escape')
  expect(await dialog().count()).toBe(0)
  await page.keyboard.press('Enter')
  await dialog().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('It is queued again.').waitFor()
  await page.locator('.top-bar__view').first().focus()
  for (const stop of ['Overview', 'Log']) {
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe(stop)
  }
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: requestId }).waitFor()
})

test('the page begins in the language of the browser, and speaks the other one when asked', async () => {
  await open({ locale: 'zh-CN' })
  await page.getByRole('heading', { name: '客服与运维' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  await page.getByRole('radio', { name: 'English' }).check({ force: true })
  await page.getByRole('heading', { name: 'Support and operations' }).waitFor()
})

test('the whole page weighs at most 60 kB gzip', async () => {
  await open()
  const files = ['console', 'console/page.js', 'console/page.css']
  const bytes = await Promise.all(
    files.map(async (file) => gzipSync(await (await fetch(new URL(`/${file}`, on.url))).text()).length),
  )
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(60_000)
})

const looksOfPeople = [
  ['zh-CN', 'light', 375],
  ['en-GB', 'light', 1280],
  ['en-GB', 'dark', 375],
  ['zh-CN', 'dark', 1280],
] as const
describe.each(casesOf(looksOfPeople))('in %s, %s, %i wide', (locale, colorScheme, width) => {
  const looks = { locale, colorScheme, viewport: { width, height: 812 }, reducedMotion: 'reduce' } as const

  async function expectWell(place: string): Promise<void> {
    const { violations } = await askAxe(page, 'html', colorScheme === 'dark' ? rulesOfColours : undefined)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([place, overflow, ...violations]).toEqual([place, 0])
  }

  test('axe finds nothing, and nothing is cut off sideways', async () => {
    const requestId = await refusedMessage()
    await open(looks)
    await expectWell('login')
    await page.locator('#key').fill(on.mei.key)
    await page.locator('.login__open').click()
    await page.locator('#search').waitFor()
    await expectWell('search')
    await search('nobody')
    await expectWell('nothing found')
    await search(requestId)
    await page.locator('.timeline__step').first().waitFor()
    await expectWell('story')
    await page.locator('.button-row .small-button').first().click()
    await dialog().waitFor()
    await expectWell('question')
    await page.keyboard.press('Escape')
    await page.locator('.top-bar__view').nth(1).click()
    await page.locator('.plot canvas').first().waitFor()
    await expectWell('overview')
    await page.locator('.top-bar__view').nth(2).click()
    await page.locator('.row, .section__note').first().waitFor()
    await expectWell('log')
    expect(complaints).toEqual([])
  })
})
