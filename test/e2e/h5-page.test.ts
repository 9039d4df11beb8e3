// The H5 panel among what pages do: scrolling, rendering anew, loading early, several at once.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { startPanelPage, type PageChange, type PanelPage } from '../support/panel-page'

jest.setTimeout(60_000)

interface Result {
  success: boolean
  type?: string
  errorCode?: string
}
interface Instance {
  requestSubscribeMessage(): Promise<Result>
  destroy(): void
}
interface ShopWindow {
  SubscribeMsg: new (options: object) => Instance
  subscribeMsg: Instance
}

let browser: Browser
let site: PanelPage
let page: Page

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), startPanelPage()])
})
afterAll(() => Promise.all([browser.close(), site.close()]))
afterEach(() => page.context().close())

async function visit(change: PageChange = {}, context: BrowserContextOptions = {}): Promise<void> {
  const made = await browser.newContext({
    viewport: { width: 390, height: 700 },
    locale: 'en-GB',
    ...context,
  })
  page = await made.newPage()
  await page.goto(site.url(change))
}
const dialog = () => page.getByRole('dialog')
async function open(): Promise<void> {
  await page.locator('#opener').click()
  await dialog().waitFor()
}
const choose = (name: string) => page.getByRole('button', { name, exact: true }).click()
const result = async () => {
  const said = page.locator('#result')
  await said.filter({ hasText: '{' }).waitFor()
  return JSON.parse(await said.innerText()) as Result
}

describe('the page behind does not scroll', () => {
  /** Where the page and the text on the panel are scrolled to, after it has come to rest. */
  const places = () =>
    page.evaluate(async () => {
      const body = document.querySelector('.mini-message-panel')!.shadowRoot!.querySelector('[part=body]')!
      const now = () => [scrollY, body.scrollTop].join()
      for (let before = ''; before !== now();) {
        before = now()
        for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame)
      }
      return { page: scrollY, panel: body.scrollTop, most: body.scrollHeight - body.clientHeight }
    })
  /** Where the page has come to rest, once it is further down than that. */
  const scrolledPast = async (y: number): Promise<number> => {
    await page.waitForFunction((from) => scrollY > from, y)
    return page.evaluate(async () => {
      for (let before = -1; before !== scrollY;) {
        before = scrollY
        for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame)
      }
      return scrollY
    })
  }
  const pushes = {
    wheel: async (x: number, y: number, distance: number) => {
      await page.mouse.move(x, y)
      await page.mouse.wheel(0, distance)
    },
    touch: async (x: number, y: number, distance: number) => {
      const client = await page.context().newCDPSession(page)
      const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
        client.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] })
      await send('touchStart', y)
      for (let step = 1; step <= 10; step += 1) await send('touchMove', y - (distance * step) / 10)
      await send('touchEnd')
    },
  }

  test.each(['wheel', 'touch'] as const)('by %s, on short and long texts and on the mask', async (by) => {
    for (const templates of [1, 3]) {
      await visit({ templates, height: 4000 }, { hasTouch: by === 'touch', isMobile: by === 'touch' })
      await pushes[by](200, 400, 200)
      const start = await scrolledPast(0)
      expect(start).toBeGreaterThan(0)
      await page.evaluate(() => void (window as unknown as ShopWindow).subscribeMsg.requestSubscribeMessage())
      await dialog().waitFor()
      const { most } = await places()
      expect(most > 50).toBe(templates === 3)
      const box = (await page.locator('[part=body]').boundingBox())!
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]

      // Down twice, so that the second one starts at the end; then up twice; then the mask, both ways.
      for (const step of [600, 600]) await pushes[by](x, y, step)
      const down = await places()
      expect([down.page, Math.round(down.panel)]).toEqual([start, Math.round(most)])
      for (const step of [-600, -600]) await pushes[by](x, y, step)
      expect(await places()).toEqual({ page: start, panel: 0, most })
      if (box.y > 60) {
        await pushes[by](x, 5, 300)
        await pushes[by](x, 30, -300)
        expect((await places()).page).toBe(start)
      }
      await page.keyboard.press('Escape')
      await dialog().waitFor({ state: 'detached' })
      await pushes[by](200, 400, 200)
      expect(await scrolledPast(start)).toBeGreaterThan(start)
      await page.context().close()
    }
    await visit()
  })
})

describe('afterwards the focus is', () => {
  const focused = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80))
  const renderAgain = (html: string) =>
    page.evaluate((next) => {
      document.getElementById('opener')!.outerHTML = next
    }, html)

  test('on the opener', async () => {
    await visit()
    await open()
    await choose('Reject')
    expect(await result()).toMatchObject({ success: true, type: 'REJECT' })
    expect(await focused()).toContain('id="opener"')
  })

  test.each([
    ['with the same id', '<button id="opener" class="busy">Wait</button>', 'busy'],
    ['with the same words', '<button class="again">Notify me</button>', 'again'],
  ])('on the opener that was rendered anew %s', async (_, html, mark) => {
    await visit()
    await open()
    await renderAgain(html)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await focused()).toContain(mark)
  })

  test('on the page, where nothing is left of the opener', async () => {
    await visit()
    await open()
    await renderAgain('<p>Thanks</p>')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await focused()).toMatch(/^<body/)
  })
})

test('constructed before the body exists, it opens there later', async () => {
  await visit({ before: 'window.hadBody = Boolean(document.body)' })
  expect(await page.evaluate(() => (window as unknown as { hadBody: boolean }).hadBody)).toBe(false)
  await open()
  await choose('Agree')
  expect(await result()).toMatchObject({ success: true, type: 'AGREE', fresh: true })
})

test('several instances on a page answer apart', async () => {
  await visit({ templates: 1 })
  const types = page.evaluate(async () => {
    const { SubscribeMsg } = window as unknown as ShopWindow
    const backendUrl = `/api/${encodeURIComponent(location.search)}`
    const props = { backendUrl, templateIds: ['T1'] }
    const results = [new SubscribeMsg({ props }), new SubscribeMsg({ props })].map((one) =>
      one.requestSubscribeMessage(),
    )
    return (await Promise.all(results)).map(({ type }) => type)
  })
  await page.waitForFunction(() => document.querySelectorAll('.mini-message-panel').length === 2)
  // The one on top first; then the one below is no longer out of reach.
  await dialog().last().getByRole('button', { name: 'Agree' }).click()
  await page.waitForFunction(() => document.querySelectorAll('.mini-message-panel').length === 1)
  await dialog().getByRole('button', { name: 'Reject' }).click()
  expect((await types).sort()).toEqual(['AGREE', 'REJECT'])
  expect(await page.locator('[inert]').count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('')
})

test('destroyed while open: CANCELLED, and the page is as it was', async () => {
  await visit()
  await open()
  await page.evaluate(() => (window as unknown as ShopWindow).subscribeMsg.destroy())
  expect(await result()).toMatchObject({ success: false, errorCode: 'CANCELLED' })
  expect(await page.locator('.mini-message-panel, [inert]').count()).toBe(0)
})

test('a bridge that loads a little later is waited for', async () => {
  await visit()
  const type = await page.evaluate(async () => {
    const shop = window as unknown as ShopWindow & { my?: unknown }
    const { my } = shop
    delete shop.my
    setTimeout(() => (shop.my = my), 200)
    const asked = shop.subscribeMsg.requestSubscribeMessage()
    const find = () =>
      document.querySelector('.mini-message-panel')?.shadowRoot?.querySelectorAll('button')[2]
    while (!find()) await new Promise(requestAnimationFrame)
    find()!.click()
    return (await asked).type
  })
  expect(type).toBe('AGREE')
})

test('who sends, or the privacy notice, missing in props and backend: INVALID_CONFIG with its name', async () => {
  for (const [missing, sender] of [
    ['senderName', { name: '' }],
    ['privacyUrl', { privacyUrl: '' }],
  ] as const) {
    await visit({ sender })
    await page.locator('#opener').click()
    expect(await result()).toMatchObject({
      errorCode: 'INVALID_CONFIG',
      errorMessage: expect.stringContaining(missing),
    })
    await page.context().close()
  }
  await visit({
    sender: { name: '', privacyUrl: '' },
    props: { senderName: 'Yummy', privacyUrl: '/privacy' },
  })
  await open()
  expect(await dialog().innerText()).toContain('Messages from Yummy')
})

test('nothing of an instance is heard before it is asked', async () => {
  await visit()
  expect(await page.locator('.mini-message-panel').count()).toBe(0)
  expect(
    await page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/')).length,
    ),
  ).toBe(0)
})
