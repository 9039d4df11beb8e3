// The page behind the H5 panel stays where it is, however it is pushed.
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage({ viewport: { width: 390, height: 700 } })

/** Without a tap: Playwright would scroll to the button. */
async function open(): Promise<void> {
  await on.page.evaluate(() => {
    void (
      window as unknown as { subscribeMsg: { requestSubscribeMessage(): unknown } }
    ).subscribeMsg.requestSubscribeMessage()
  })
  await on.page.getByRole('dialog').waitFor()
}
async function close(): Promise<void> {
  await on.page.keyboard.press('Escape')
  await on.page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Where the page and the text on the panel are scrolled to, after it has come to rest. */
const places = () =>
  on.page.evaluate(async () => {
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
  await on.page.waitForFunction((from) => scrollY > from, y)
  return on.page.evaluate(async () => {
    for (let before = -1; before !== scrollY;) {
      before = scrollY
      for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame)
    }
    return scrollY
  })
}
const pushes = {
  wheel: async (x: number, y: number, distance: number) => {
    await on.page.mouse.move(x, y)
    await on.page.mouse.wheel(0, distance)
  },
  touch: async (x: number, y: number, distance: number) => {
    const client = await on.page.context().newCDPSession(on.page)
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] })
    await send('touchStart', y)
    for (let step = 1; step <= 10; step += 1) await send('touchMove', y - (distance * step) / 10)
    await send('touchEnd')
  },
}

test.each(['wheel', 'touch'] as const)(
  'the page does not scroll when pushed by %s, on short and long texts and on the mask',
  async (by) => {
    for (const templates of [1, 9]) {
      await on.visit({ templates, height: 4000 }, { hasTouch: by === 'touch', isMobile: by === 'touch' })
      await pushes[by](200, 400, 200)
      const start = await scrolledPast(0)
      expect(start).toBeGreaterThan(0)
      await open()
      const { most } = await places()
      expect(most > 50).toBe(templates === 9)
      const box = (await on.page.locator('[part=body]').boundingBox())!
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
      await close()
      await pushes[by](200, 400, 200)
      expect(await scrolledPast(start)).toBeGreaterThan(start)
      await on.page.context().close()
    }
    await on.visit({})
  },
)

test.each([
  ['the window', 'body { overflow-x: hidden }'],
  ['the window, with a body of its height', 'html, body { height: 100% } body { overflow-x: hidden }'],
  ['the root, with overflow of its own', 'html { overflow-y: scroll }'],
])('where %s scrolls, the page stays and comes back to where it was', async (_, css) => {
  const before = `const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet]`
  await on.visit({ height: 4000, before })
  await on.page.evaluate(() => scrollTo(0, 300))
  await open()
  await pushes.wheel(200, 20, 400)
  expect((await places()).page).toBe(300)
  await on.page.keyboard.press('PageDown')
  expect((await places()).page).toBe(300)
  await close()
  expect(await on.page.evaluate(() => scrollY)).toBe(300)
  await pushes.wheel(200, 400, 200)
  expect(await scrolledPast(300)).toBeGreaterThan(300)
})

describe('the page is locked exactly while a panel is open, and its styles are as before afterwards', () => {
  const styles = () =>
    on.page.evaluate(() =>
      [document.documentElement, document.body].map((one) => {
        const { overflowX, overflowY, paddingRight, scrollbarGutter } = getComputedStyle(one)
        return [one.getAttribute('style'), overflowX, overflowY, paddingRight, scrollbarGutter]
      }),
    )
  const sheets = () => on.page.evaluate(() => document.adoptedStyleSheets.length)
  async function isLocked(): Promise<boolean> {
    const { page } = await places()
    await pushes.wheel(200, 20, 400)
    await pushes.wheel(200, 20, -200)
    return (await places()).page === page
  }
  const withoutSheets = 'delete window.CSSStyleSheet; delete Document.prototype.adoptedStyleSheets'

  describe.each([
    ['with constructed style sheets', ''],
    ['with inline styles', withoutSheets],
  ])('%s', (_, before) => {
    test.each([
      ['none of its own', ''],
      ['a body with overflow-y: scroll', "document.body.style.overflowY = 'scroll'"],
      ['a body with overflow-x: hidden', "document.body.style.overflowX = 'hidden'"],
      [
        'both with overflow: auto',
        "document.documentElement.style.overflow = document.body.style.overflow = 'auto'",
      ],
      ['an important one', "document.documentElement.style.setProperty('color', 'red', 'important')"],
    ])('%s', async (_styles, act) => {
      await on.visit({ height: 4000, before })
      await on.page.evaluate(act)
      await on.page.evaluate(() => scrollTo(0, 300))
      const own = await styles()
      await open()
      expect(await isLocked()).toBe(true)
      await close()
      expect(await styles()).toEqual(own)
      expect(await on.page.evaluate(() => scrollY)).toBe(300)
    })

    test.each(['before', 'after'])('another dialog locks %s ours opens, and unlocks first', async (when) => {
      await on.visit({ height: 4000, before })
      await on.page.evaluate(() => scrollTo(0, 300))
      const own = await styles()
      const lock = () => on.page.evaluate(() => (document.body.style.overflow = 'hidden'))
      if (when === 'before') await lock()
      await open()
      if (when === 'after') await lock()
      await on.page.evaluate(() => (document.body.style.overflow = ''))
      expect(await isLocked()).toBe(true)
      await close()
      expect((await styles()).map((all) => all.slice(1))).toEqual(own.map((all) => all.slice(1)))
      await pushes.wheel(200, 400, 200)
      expect(await scrolledPast(300)).toBeGreaterThan(300)
    })

    test('another dialog locks before ours opens and unlocks after it has closed', async () => {
      await on.visit({ height: 4000, before })
      await on.page.evaluate(() => (document.body.style.overflow = 'hidden'))
      const own = await styles()
      await open()
      await close()
      expect(await styles()).toEqual(own)
    })
  })

  test.each([
    'html, body { overflow: auto !important }',
    'html { overflow-y: scroll !important }',
    'html#root.page:not(.x) { overflow: visible !important }',
    'body { overflow: scroll !important; height: 100% } html { height: 100% }',
  ])('a page that says %s', async (css) => {
    const before = `const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet]
      document.documentElement.id = 'root'; document.documentElement.className = 'page'`
    await on.visit({ height: 4000, before })
    await on.page.evaluate(() => scrollTo(0, 300))
    const own = await styles()
    await open()
    expect((await places()).page).toBe(300)
    expect(await isLocked()).toBe(true)
    await close()
    expect(await styles()).toEqual(own)
    expect(await sheets()).toBe(1)
  })

  test('a page that puts an old list of its style sheets back is not locked by it', async () => {
    await on.visit({ height: 4000 })
    await open()
    await on.page.evaluate(() => Object.assign(window, { old: [...document.adoptedStyleSheets] }))
    await close()
    await on.page.evaluate(
      () => (document.adoptedStyleSheets = (window as unknown as { old: CSSStyleSheet[] }).old),
    )
    await pushes.wheel(200, 400, 200)
    expect(await scrolledPast(0)).toBeGreaterThan(0)
  })
})

describe('where scroll bars take room', () => {
  let desktop: Browser
  beforeAll(async () => (desktop = await launchBrowser({ ignoreDefaultArgs: ['--hide-scrollbars'] })))
  afterAll(() => desktop.close())

  test.each([
    ['', 'div, main { margin: 0 auto; width: 50% }'],
    ['without scrollbar-gutter', 'main { width: 100% }'],
    ['on a page that always shows one', 'html { overflow-y: scroll }'],
    ['on a page that keeps room on both sides', 'html { scrollbar-gutter: stable both-edges }'],
  ])('nothing jumps sideways %s', async (how, css) => {
    const page = await desktop.newPage({ viewport: { width: 800, height: 600 } })
    const old = `const real = getComputedStyle
      window.getComputedStyle = (one) => new Proxy(real(one), { get: (all, name) => (name === 'scrollbarGutter' ? undefined : all[name]) })`
    const before = `const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet]
      ${how === 'without scrollbar-gutter' ? old : ''}`
    await page.goto(on.site.url({ height: how.includes('always') ? 0 : 4000, before }))
    const where = () =>
      page.evaluate(() =>
        ['main', '#opener', 'a'].map((one) => {
          const { left, right } = document.querySelector(one)!.getBoundingClientRect()
          return [left, right]
        }),
      )
    const own = await where()
    const barWidth = await page.evaluate(() => innerWidth - document.documentElement.clientWidth)
    expect(barWidth).toBeGreaterThan(0)
    await page.locator('#opener').click()
    await page.getByRole('dialog').waitFor()
    expect(await where()).toEqual(own)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await where()).toEqual(own)
    await page.close()
  })
})
