// What the DSL panel looks like: no component test sees what is drawn.
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { type DrawnPanel, type PanelProps, startDrawnPanel } from '../support/drawn-panel'

jest.setTimeout(60_000)

let panel: DrawnPanel
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[panel, browser] = await Promise.all([startDrawnPanel(), launchBrowser()])
})
afterAll(async () => {
  await browser.close()
  panel.stop()
})
afterEach(() => page.context().close())

const template = (code: string) => ({
  templateCode: code,
  title: `Order ready ${code}`,
  description: 'When you can pick it up',
  example: 'Order 42 is ready.\nPick it up at the counter.',
  kind: 'LONG_TERM',
})
const some = (count: number) => Array.from({ length: count }, (_, index) => template(String(index + 1)))

type Options = Parameters<Browser['newContext']>[0]
/** @param isHeld the page's timers stand still until `page.clock` moves them */
async function open(props: PanelProps = {}, options: Options = {}, isHeld = false): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 375, height: 700 }, ...options })
  page = await context.newPage()
  if (isHeld) {
    await page.clock.install({ time: 0 })
    await page.clock.pauseAt(1000)
  }
  await page.addInitScript(() => {
    const begun: string[] = []
    Object.assign(window, { begun })
    document.addEventListener('animationstart', ({ animationName }) => begun.push(animationName))
  })
  const given = {
    senderName: 'Yummy Chicken Rice',
    privacyUrl: 'https://shop.example/privacy',
    language: 'en',
    animation: false,
  }
  await page.goto(panel.url({ ...given, templates: some(1), ...props }))
  await part('sheet').waitFor()
}

const part = (name: string): Locator => page.locator(`.mini-message-panel__${name}`)
const box = async (found: Locator) => (await found.boundingBox())!
const css = (found: Locator, name: string, pseudo?: string) =>
  found.evaluate(
    (element, [property, before]) => getComputedStyle(element, before).getPropertyValue(property),
    [name, pseudo] as [string, string | undefined],
  )

const widths = [320, 375].flatMap((width) => ['en', 'zh-CN'].map((language) => [width, language] as const))

describe.each(widths)('at %i px, in %s', (width, language) => {
  beforeEach(() => open({ language, templates: some(2) }, { viewport: { width, height: 640 } }))

  test('the sheet fills the width, is at the bottom, and cuts nothing off', async () => {
    const sheet = await box(part('sheet'))
    expect([sheet.x, sheet.width, Math.round(sheet.y + sheet.height)]).toEqual([0, width, 640])
    const cut = await page
      .locator('.mini-message-panel__sheet a-text')
      .evaluateAll((texts) =>
        texts
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      )
    expect(cut).toEqual([])
  })

  test('both answers have the same size and look, and are at least 44 px high', async () => {
    const looks = await part('answer').evaluateAll((answers) =>
      answers.map((answer) => {
        const { width, height } = answer.getBoundingClientRect()
        const { color, backgroundColor, borderRadius, fontSize, fontWeight, boxShadow } =
          getComputedStyle(answer)
        // Halves of a device's pixels apart is the same.
        const [wide, high] = [width, height].map((length) => Math.round(length * 10) / 10)
        return { wide, high, color, backgroundColor, borderRadius, fontSize, fontWeight, boxShadow }
      }),
    )
    expect(looks).toHaveLength(2)
    expect(looks[1]).toEqual(looks[0])
    expect(looks[0]!.high).toBeGreaterThanOrEqual(44)
    const [reject, agree] = [await box(part('answer').first()), await box(part('answer').last())]
    expect(agree.x - reject.x - reject.width).toBeGreaterThanOrEqual(8)
  })

  test('close and the privacy notice are big enough for a finger', async () => {
    const close = await box(part('close'))
    expect(Math.min(close.width, close.height)).toBeGreaterThanOrEqual(44)
    expect((await box(part('privacy'))).height).toBeGreaterThanOrEqual(44)
  })
})

/** The contrast of each text that is seen with the ground it stands on. */
const contrasts = () =>
  page.locator('.mini-message-panel__sheet').evaluate((sheet) => {
    const channels = (color: string) => color.match(/[\d.]+/g)!.map(Number)
    const luminance = (color: string) => {
      const [red, green, blue] = channels(color).map((channel) => {
        const part = channel / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
    }
    const ground = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element)
      return channels(backgroundColor)[3] === 0 ? ground(element.parentElement!) : backgroundColor
    }
    return [...sheet.querySelectorAll('a-text')].map((text) => {
      const [one, other] = [luminance(getComputedStyle(text).color), luminance(ground(text))]
      return {
        text: text.textContent,
        contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
      }
    })
  })

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('every text has a contrast of 4.5', async () => {
    await open({ templates: some(2), transferNotice: 'Data goes to AU.' }, { colorScheme })
    const weak = (await contrasts()).filter(({ contrast }) => contrast < 4.5)
    expect(weak).toEqual([])
    const background = await css(part('sheet'), 'background-color')
    expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(31, 32, 35)')
  })
})

test.each([
  ['light', 'dark', 'rgb(255, 255, 255)'],
  ['dark', 'light', 'rgb(31, 32, 35)'],
] as const)('theme %s is that also where the system is %s', async (theme, colorScheme, background) => {
  await open({ theme }, { colorScheme })
  expect(await css(part('sheet'), 'background-color')).toBe(background)
})

describe('consent by accident', () => {
  /** What a finger would hit in the middle of an element. */
  const hit = async (found: Locator) => {
    const { x, y, width, height } = await box(found)
    return page.evaluate(
      ([left, top]) => document.elementFromPoint(left, top)!.closest('[class*=panel__]')!.className,
      [x + width / 2, y + height / 2] as [number, number],
    )
  }
  const shield = expect.stringContaining('panel__shield')
  const covered = () => [part('answer').nth(0), part('answer').nth(1), part('box').first()]
  const onMask = () => page.evaluate(() => document.elementFromPoint(187, 10)!.className)

  test('answers, boxes and mask are covered at first, closing never is', async () => {
    await open({ templates: some(2) }, {}, true)
    for (const found of covered()) expect(await hit(found)).toEqual(shield)
    expect(await onMask()).toEqual(shield)
    expect(await hit(part('close'))).not.toEqual(shield)
    await page.clock.runFor(500)
    for (const found of covered()) expect(await hit(found)).not.toEqual(shield)
    expect(await onMask()).toContain('panel__mask')
  })

  test('a second tap where the opener was answers nothing', async () => {
    await open({}, {}, true)
    const { x, y, width, height } = await box(part('answer').nth(1))
    await page.mouse.click(x + width / 2, y + height / 2)
    await page.mouse.click(187, 10)
    await page.clock.runFor(500)
    expect(await part('sheet').count()).toBe(1)
    await page.mouse.click(187, 10)
    await part('sheet').waitFor({ state: 'detached' })
  })

  test('closing works at once', async () => {
    await open({}, {}, true)
    await part('close').click()
    await part('sheet').waitFor({ state: 'detached' })
  })

  test('an app that comes back is covered again', async () => {
    await open({}, {}, true)
    await page.clock.runFor(500)
    expect(await part('shield').count()).toBe(0)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await part('shield').first().waitFor({ state: 'attached' })
    expect(await hit(part('answer').nth(1))).toEqual(shield)
  })
})

test('the mask darkens the whole screen, above what the page fixed to it', async () => {
  await open()
  const { x, y, width, height } = await box(part('mask'))
  expect([x, y, width, height]).toEqual([0, 0, 375, 700])
  expect(await css(part('mask'), 'background-color')).toBe('rgba(0, 0, 0, 0.6)')
  const onTop = await page.evaluate(
    () => document.elementFromPoint(5, 695)?.closest('.mini-message-panel') !== null,
  )
  expect(onTop).toBe(true)
})

test('the panel does not move when the page behind it scrolls', async () => {
  await open()
  await page.locator('.page').evaluate((element) => element.scrollIntoView({ block: 'end' }))
  const { y, height } = await box(part('mask'))
  expect([y, height]).toEqual([0, 700])
  expect((await box(page.locator('.page'))).y).toBeLessThan(-1_000)
})

test('with many templates the title and answers stay on the screen and the texts scroll', async () => {
  await open({ templates: some(9) })
  const [title, answer, body] = [await box(part('title')), await box(part('answer').first()), part('body')]
  expect(title.y).toBeGreaterThanOrEqual(20)
  expect(answer.y + answer.height).toBeLessThanOrEqual(700)
  expect(await body.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)).toBe(true)
  expect((await box(body)).height).toBeGreaterThan(300)
})

test('a ticked box is filled and has a mark, an empty one has neither', async () => {
  await open({ templates: some(2) })
  await part('row').first().click()
  const look = async (found: Locator) => [
    await css(found, 'background-color'),
    await css(found, 'content', '::after'),
  ]
  expect(await look(part('box').first())).toEqual(['rgb(10, 83, 199)', '""'])
  expect(await look(part('box').last())).toEqual(['rgb(255, 255, 255)', 'none'])
})

test('a phone on its side also shows the title and the answers', async () => {
  await open({ templates: some(9) }, { viewport: { width: 640, height: 360 } })
  const [title, answer] = [await box(part('title')), await box(part('answer').first())]
  expect(title.y).toBeGreaterThanOrEqual(20)
  expect(answer.y + answer.height).toBeLessThanOrEqual(360)
})

test('each line of an example is shown as a line', async () => {
  await open({ templates: [{ ...template('1'), example: 'Order 42.\nReady.' }] })
  const { height } = await box(part('message'))
  expect(height).toBeGreaterThan(1.5 * parseFloat(await css(part('message'), 'line-height')))
})

test('in a right-to-left language everything is mirrored', async () => {
  await open({ language: 'ar', texts: { agree: 'OK' }, templates: some(2) })
  const x = async (name: string) => (await box(part(name).first())).x
  expect(await x('close')).toBeLessThan(await x('title'))
  expect(await x('box')).toBeGreaterThan(await x('about'))
  const [first, second] = [await box(part('answer').first()), await box(part('answer').last())]
  expect(first.x - second.x - second.width).toBeCloseTo(12, 0)
  const about = await box(part('about').first())
  expect((await box(part('box').first())).x - about.x - about.width).toBeCloseTo(12, 0)
})

test("the page's CSS variables set the panel's look", async () => {
  const variables = {
    background: 'rgb(1, 1, 1)',
    text: 'rgb(2, 2, 2)',
    'soft-text': 'rgb(3, 3, 3)',
    card: 'rgb(4, 4, 4)',
    accent: 'rgb(5, 5, 5)',
    button: 'rgb(6, 6, 6)',
    radius: '7px',
    'z-index': '8',
  }
  const style = Object.entries(variables).map(([name, value]) => `--mini-message-${name}: ${value}`)
  await open({ style: style.join(';') })
  expect({
    background: await css(part('sheet'), 'background-color'),
    text: await css(part('title'), 'color'),
    'soft-text': await css(part('intro'), 'color'),
    card: await css(part('list'), 'background-color'),
    accent: await css(part('answer').first(), 'color'),
    button: await css(part('answer').first(), 'background-color'),
    radius: await css(part('sheet'), 'border-top-left-radius'),
    'z-index': await css(page.locator('.mini-message-panel'), 'z-index'),
  }).toEqual(variables)
})

test('it slides in and out with animation, unless the person wants less motion', async () => {
  const begun = () => page.evaluate(() => (window as unknown as { begun: string[] }).begun)
  await open({ animation: true })
  await part('close').click()
  await part('sheet').waitFor({ state: 'detached' })
  expect((await begun()).filter((name) => /rise|sink/.test(name))).toEqual([
    'mini-message-rise',
    'mini-message-sink',
  ])
  await page.context().close()
  await open({ animation: true }, { reducedMotion: 'reduce' })
  expect(await css(part('sheet'), 'animation-duration')).toBe('0.001s')
})

test('the home indicator covers no answer: the older name of the safe area first, then the newer', async () => {
  expect(await panel.styles()).toMatch(
    /padding-bottom: constant\(safe-area-inset-bottom\);\s*padding-bottom: env\(safe-area-inset-bottom\);/,
  )
})

test('every class and animation has our prefix, so that no rule applies to a page', async () => {
  const ours = (await panel.styles()).slice((await panel.styles()).indexOf('.mini-message-panel'))
  const names = [...ours.matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/g), ...ours.matchAll(/@keyframes ([\w-]+)/g)]
    .map(([, name]) => name!)
    .filter((name) => !['page', 'bar'].includes(name))
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => !name.startsWith('mini-message-'))).toEqual([])
})
