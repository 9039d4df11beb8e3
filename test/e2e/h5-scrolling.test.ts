// The page behind the H5 panel stays where it is when a finger pushes it, which only Chromium can be told to do.
// test/engines/scrolling.ts has the rest.
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
async function push(x: number, y: number, distance: number): Promise<void> {
  const client = await on.page.context().newCDPSession(on.page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] })
  await send('touchStart', y)
  for (let step = 1; step <= 10; step += 1) await send('touchMove', y - (distance * step) / 10)
  await send('touchEnd')
}

test('the page does not scroll when pushed by a finger, on short and long texts and on the mask', async () => {
  for (const templates of [1, 9]) {
    await on.visit({ templates, height: 4000 }, { hasTouch: true, isMobile: true })
    await push(200, 400, 200)
    const start = await scrolledPast(0)
    expect(start).toBeGreaterThan(0)
    await open()
    const { most } = await places()
    expect(most > 50).toBe(templates === 9)
    const box = (await on.page.locator('[part=body]').boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]

    // Down twice, so that the second one starts at the end; then up twice; then the mask, both ways.
    for (const step of [600, 600]) await push(x, y, step)
    const down = await places()
    expect([down.page, Math.round(down.panel)]).toEqual([start, Math.round(most)])
    for (const step of [-600, -600]) await push(x, y, step)
    expect(await places()).toEqual({ page: start, panel: 0, most })
    if (box.y > 60) {
      await push(x, 5, 300)
      await push(x, 30, -300)
      expect((await places()).page).toBe(start)
    }
    await close()
    await push(200, 400, 200)
    expect(await scrolledPast(start)).toBeGreaterThan(start)
    await on.page.context().close()
  }
  await on.visit({})
})
