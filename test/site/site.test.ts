// The documentation site as a reader sees it: built, served as files, in Chromium.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { askAxe } from '../support/axe'
import { launchBrowser } from '../support/browser'

jest.setTimeout(900_000)

const root = join(__dirname, '../..')
const out = join(root, 'build/site/out')
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}

let server: Server
let browser: Browser
let page: Page
let complaints: string[]

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  const usual = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const
  const context = await browser.newContext({ ...usual, ...options })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('requestfailed', (request) => {
    // A frame that is loaded anew gives up what it was still loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(request.url())
  })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`)
  // Set by Vue when the page takes input.
  await page.waitForFunction(() => '__vue_app__' in document.querySelector('#app')!)
}

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/docs.mjs'], { cwd: root, maxBuffer: 1e8 })
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const file = join(out, pathname.endsWith('/') ? `${pathname}index.html` : decodeURIComponent(pathname))
    if (!file.startsWith(out) || !existsSync(file)) return void response.writeHead(404).end()
    response.setHeader('content-type', `${types[extname(file)] ?? 'text/plain'}; charset=utf-8`)
    response.end(readFileSync(file))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})
afterEach(async () => {
  await page.context().close()
  expect(complaints).toEqual([])
})

const pages = [
  'index.html',
  'gallery.html',
  'guides/taro.html',
  'troubleshooter.html',
  'reference/server-api.html',
  'zh-CN/index.html',
  'zh-CN/gallery.html',
  'zh-CN/dsl.html',
  'zh-CN/troubleshooter.html',
]

describe.each(pages)('%s', (path) => {
  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    await open(path, { colorScheme })
    if (path.includes('troubleshooter')) await page.getByRole('searchbox').fill('INVALID_CODE')
    expect((await askAxe(page, 'html')).violations).toEqual([])
  })

  test.each([375, 1280])('at %i wide nothing is cut off sideways', async (width) => {
    await open(path, { viewport: { width, height: 812 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
})

test.each([
  ['', 'Search', 'ledger', 'What the ledger proves'],
  ['', 'Search', 'USER_NOT_SUBSCRIBED', 'Result codes of the platform'],
  ['zh-CN/', '搜索', '授权码', '错误码'],
  ['zh-CN/', '搜索', '遮罩', '错误码'],
])('the search on /%s finds %s %s', async (path, button, words, expected) => {
  await open(path)
  await page.getByRole('button', { name: button }).first().click()
  await page.locator('.VPLocalSearchBox input').fill(words)
  await page.locator('.VPLocalSearchBox .result').first().waitFor()
  const titles = await page.locator('.VPLocalSearchBox .results').innerText()
  expect(titles).toContain(expected)
})

describe('the gallery', () => {
  const frames = (): Record<'h5' | 'dsl', FrameLocator> => ({
    h5: page.locator('iframe').first().contentFrame(),
    dsl: page.locator('iframe').last().contentFrame(),
  })
  const control = (label: string) => page.locator('.controls').getByLabel(label)
  const show = async (state: string, language = 'en') => {
    await control('State').selectOption(state)
    await control('Language').selectOption(language)
  }

  test.each([
    ['one', 'Agree'],
    ['several', 'Reject all'],
    ['hint', 'To agree, tick what you agree to.'],
    ['transfer', 'servers in Singapore'],
    ['manage', 'Keep'],
    ['manage-several', 'Stop all'],
    ['loading', 'Loading…'],
    ['submitting', 'Saving your choice…'],
    ['failed', 'Nothing was subscribed'],
  ])('shows the state %s in both panels', async (state, words) => {
    await open('gallery.html')
    await show(state)
    for (const frame of Object.values(frames())) await frame.getByText(words).first().waitFor()
  })

  test.each([
    ['standing', '"fresh": false'],
    ['offline', '"errorCode": "NETWORK"'],
  ])('says the result of %s, which shows no panel', async (state, words) => {
    await open('gallery.html')
    await show(state)
    const results = page.locator('.result')
    await results.nth(1).waitFor()
    for (const text of await results.allInnerTexts()) expect(text).toContain(words)
  })

  test('shows another language, theme and width', async () => {
    await open('gallery.html')
    await show('one', 'ja')
    await control('Theme').selectOption('dark')
    await control('Width').selectOption('320')
    for (const frame of Object.values(frames())) await frame.getByText('同意する').waitFor()
    expect((await page.locator('iframe').first().boundingBox())?.width).toBe(320)
    const ground = await frames()
      .h5.locator('.mini-message-panel .sheet')
      .evaluate((sheet) => getComputedStyle(sheet).backgroundColor)
    expect(ground).toBe('rgb(31, 32, 35)')
  })

  test('edited props change both panels and the code; what is no JSON is named', async () => {
    await open('gallery.html')
    const props = page.getByLabel('Props (JSON)')
    await props.fill((await props.inputValue()).replace('Yummy Chicken Rice', 'Noodle Bar'))
    // The shop behind the panel has the name as well.
    for (const frame of Object.values(frames())) await frame.getByText('Noodle Bar').nth(1).waitFor()
    const code = page.getByLabel('Code', { exact: true })
    expect(await code.innerText()).toContain('"senderName": "Noodle Bar"')
    await page.getByRole('button', { name: 'DSL' }).click()
    expect(await code.innerText()).toContain('senderName="{{senderName}}"')
    await props.fill('{')
    await page.getByText('Not valid:').waitFor()
  })

  test('an answer in a panel is shown as its result', async () => {
    await open('gallery.html', { viewport: { width: 1280, height: 1300 } })
    await frames().h5.getByRole('button', { name: 'Agree' }).click()
    await page.locator('.result').getByText('"AGREE"').first().waitFor()
  })
})

describe('the troubleshooter', () => {
  test.each([
    ['troubleshooter.html', 'INVALID_CODE', 'Let my.getAuthCode give a new code'],
    ['zh-CN/troubleshooter.html', '错误：INVALID_CODE', '授权码只能用一次'],
  ])('%s says what to do about %s', async (path, typed, words) => {
    await open(path)
    await page.getByRole('searchbox').fill(typed)
    await page.getByRole('article').getByText(words).waitFor()
    expect(await page.getByRole('article').count()).toBe(1)
  })

  test('a link may name the code', async () => {
    await open('troubleshooter.html?code=BUSY')
    await page.getByRole('article').getByRole('heading', { name: 'BUSY' }).waitFor()
  })
})
