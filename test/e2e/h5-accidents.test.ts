// Nobody agrees by accident on the H5 panel: with half of a double tap, a key that is still down, or answers that
// moved under the finger.
import type { PageChange } from '../support/panel-page'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage({ viewport: { width: 390, height: 700 }, reducedMotion: 'reduce' })
const { dialog, sheet, result } = on
const button = (name: string) => on.page.getByRole('button', { name, exact: true })

/** The half second ends when the test says so: the page's timers of that length are kept. */
const before = `
const { setTimeout: usual } = window
window.kept = []
window.setTimeout = (callback, ms) => (ms === 500 ? window.kept.push(callback) : usual(callback, ms))
`
const halfSecondStarts = () =>
  on.page.waitForFunction(() => (window as unknown as { kept: unknown[] }).kept.length > 0)
async function halfSecondPasses(): Promise<void> {
  await halfSecondStarts()
  await on.page.evaluate(() => {
    const shop = window as unknown as { kept: (() => void)[] }
    shop.kept.splice(0).forEach((callback) => callback())
  })
}
const frames = () =>
  on.page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame)
  })

async function open(change: PageChange = {}, context = {}): Promise<void> {
  await on.visit({ before, ...change }, context)
  await on.page.locator('#opener').focus()
  await on.page.keyboard.press('Enter')
  await sheet().waitFor()
  await halfSecondStarts()
}
const middleOf = async (name: string) => {
  const { x, y, width, height } = (await button(name).boundingBox())!
  return [x + width / 2, y + height / 2] as const
}
/** Nothing was answered or closed, and there was time for it. */
async function expectStillAsking(): Promise<void> {
  await frames()
  expect(await dialog().count()).toBe(1)
  expect(await button('Agree').isEnabled()).toBe(true)
}
const expectAgreed = async () => expect(await result()).toMatchObject({ success: true, type: 'AGREE' })

const places: [string, string][] = [
  ['at the bottom right, where Agree will be', 'right:20px;bottom:20px'],
  ['at the bottom left, where Reject will be', 'left:20px;bottom:20px'],
  ['in the middle, where the mask will be', 'left:150px;top:200px'],
]
describe.each(places)('an opener %s', (_, style) => {
  test.each(['mouse', 'finger'])('a second tap by %s does nothing', async (by) => {
    await on.visit({ before }, { hasTouch: true })
    const opener = on.page.locator('#opener')
    await opener.evaluate((one, css) => (one.style.cssText = `position:fixed;${css}`), style)
    const { x, y, width, height } = (await opener.boundingBox())!
    const at = [x + width / 2, y + height / 2] as const
    const tap = () => (by === 'mouse' ? on.page.mouse.click(...at) : on.page.touchscreen.tap(...at))
    await tap()
    await sheet().waitFor()
    await tap()
    await halfSecondStarts()
    await tap()
    await expectStillAsking()
    await halfSecondPasses()
    await button('Agree').click()
    await expectAgreed()
  })
})

test('a press that began before does not count, the next one does', async () => {
  await open()
  const agree = await middleOf('Agree')
  await on.page.mouse.move(...agree)
  await on.page.mouse.down()
  await halfSecondPasses()
  await on.page.mouse.up()
  await expectStillAsking()
  await on.page.mouse.click(...agree)
  await expectAgreed()
})

test('a press on the mask that began before does not close it', async () => {
  await open()
  await on.page.mouse.move(195, 20)
  await on.page.mouse.down()
  await halfSecondPasses()
  await on.page.mouse.up()
  await expectStillAsking()
})

test('Enter that is still down from the opener answers nothing, however long it is held', async () => {
  await on.visit({ before })
  await on.page.locator('#opener').focus()
  await on.page.keyboard.down('Enter')
  await sheet().waitFor()
  await button('Agree').focus()
  await on.page.keyboard.down('Enter')
  await halfSecondPasses()
  await on.page.keyboard.down('Enter')
  await on.page.keyboard.up('Enter')
  await expectStillAsking()
  await on.page.keyboard.press('Enter')
  await expectAgreed()
})

test('Space that went down too early answers nothing when it comes up', async () => {
  await open()
  await button('Agree').focus()
  await on.page.keyboard.down(' ')
  await halfSecondPasses()
  await on.page.keyboard.up(' ')
  await expectStillAsking()
  await on.page.keyboard.press(' ')
  await expectAgreed()
})

test.each(['Enter', ' '])('%j too early answers nothing', async (key) => {
  await open()
  await button('Agree').focus()
  await on.page.keyboard.press(key)
  await expectStillAsking()
})

test('boxes stay as they are, by finger, mouse and key', async () => {
  await open({ templates: 2 }, { hasTouch: true })
  const box = on.page.getByRole('checkbox').first()
  const { x, y } = (await box.boundingBox())!
  for (const at of [[x + 9, y + 9] as const, [x + 90, y + 9] as const]) {
    await on.page.touchscreen.tap(...at)
    await on.page.mouse.click(...at)
  }
  await box.focus()
  await on.page.keyboard.press(' ')
  await frames()
  expect(await box.isChecked()).toBe(false)
  await halfSecondPasses()
  await on.page.keyboard.press(' ')
  expect(await box.isChecked()).toBe(true)
  await on.page.mouse.click(x + 90, y + 9)
  expect(await box.isChecked()).toBe(false)
})

test.each([
  ['Escape', () => on.page.keyboard.press('Escape')],
  ['the close control', () => button('Close').click()],
  ['Enter on the close control', () => button('Close').press('Enter')],
  ['Space on the close control', () => button('Close').press(' ')],
])('%s works at any time', async (_, act) => {
  await open()
  await act()
  expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
})

describe('time begins again when', () => {
  const moves: [string, () => Promise<unknown>][] = [
    ['the phone is turned', () => on.page.setViewportSize({ width: 700, height: 390 })],
    ['the window gets lower', () => on.page.setViewportSize({ width: 390, height: 600 })],
    [
      'the page styles it anew',
      () =>
        on.page.evaluate(() => {
          const style = document.createElement('style')
          style.textContent = '.mini-message-panel::part(sheet) { margin-bottom: 90px }'
          document.head.append(style)
        }),
    ],
    [
      'the text of an answer changes its size',
      () => button('Reject').evaluate((one) => one.append(' and never ask again, please, whatever it is')),
    ],
    [
      'the page is shown again',
      () =>
        on.page.evaluate(() => {
          for (const state of ['hidden', 'visible']) {
            Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
            Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true })
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
          }
        }),
    ],
    [
      'the layer is moved',
      () => on.page.evaluate(() => document.body.append(document.querySelector('.mini-message-panel')!)),
    ],
  ]
  test.each(moves)('%s', async (_, act) => {
    await open()
    await halfSecondPasses()
    await act()
    await frames()
    await on.page.mouse.click(...(await middleOf('Agree')))
    await expectStillAsking()
    await halfSecondPasses()
    await button('Agree').click()
    await expectAgreed()
  })

  test('but not when a person scrolls or ticks', async () => {
    await open({ templates: 3 }, { viewport: { width: 240, height: 300 } })
    await halfSecondPasses()
    await on.page.getByRole('checkbox').first().check()
    await sheet().evaluate((one) => (one.scrollTop = 9999))
    await frames()
    await button('Agree (1)').click()
    await expectAgreed()
  })
})

test('while it moves in, time does not begin', async () => {
  await on.visit({ before, props: { animation: true } }, { reducedMotion: 'no-preference' })
  await on.page.locator('#opener').click()
  await sheet().waitFor()
  await sheet().evaluate((one) => Promise.all(one.getAnimations().map(({ finished }) => finished)))
  await frames()
  expect(await on.page.locator('.mini-message-panel dialog.shielded').count()).toBe(1)
  await halfSecondPasses()
  await button('Agree').click()
  await expectAgreed()
})

test('a test in a browser waits by itself', async () => {
  await on.visit()
  await on.openPanel()
  await button('Agree').click()
  await expectAgreed()
})
