// Where things are on the H5 panel: on small screens, at 200 % zoom, around a notch, from right to left.
import type { BrowserContextOptions } from 'playwright-core'
import type { PageChange } from '../support/panel-page'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage()

type Size = NonNullable<BrowserContextOptions['viewport']>

const open = (change: PageChange, viewport: Size = { width: 390, height: 844 }) =>
  on.visit(change, { viewport }).then(on.openPanel)

const abroad = { sender: { transferNotice: 'My order data may be sent to servers abroad.' } }
const screens: [string, Size][] = [
  ['a phone', { width: 390, height: 844 }],
  ['a phone on its side', { width: 844, height: 390 }],
  ['320 px', { width: 320, height: 640 }],
  ['200 % zoom', { width: 195, height: 422 }],
]

test.each(screens)('every target is at least 44 px and nothing is cut off: %s', async (_, viewport) => {
  const sheet = await open({ templates: 3, ...abroad }, viewport)
  const targets = on.page.locator('.mini-message-panel').locator('a, button, label')
  const boxes = await targets.evaluateAll((all) =>
    all.map((one) => {
      const { width, height } = one.getBoundingClientRect()
      return { width, height, isCut: one.scrollWidth > one.clientWidth + 1 && one.tagName !== 'A' }
    }),
  )
  expect(boxes).toHaveLength(8)
  for (const { width, height, isCut } of boxes) {
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    expect(isCut).toBe(false)
  }
  expect(await sheet.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  const room = await on.page.locator('[part=body]').evaluate((one) => one.clientHeight)
  expect(room).toBeGreaterThanOrEqual(80)
})

test.each(screens)('the two answers have the same size, Reject first: %s', async (_, viewport) => {
  await open({ templates: 2 }, viewport)
  const [reject, agree] = await on.page.locator('[part=choice]').evaluateAll((choices) =>
    choices.map((choice) => {
      const { width, height, top, left } = choice.getBoundingClientRect()
      return { label: choice.textContent, size: { width, height }, top, left }
    }),
  )
  expect([reject!.label, agree!.label]).toEqual(['Reject all', 'Agree'])
  expect(agree!.size).toEqual(reject!.size)
  expect(reject!.left < agree!.left || reject!.top < agree!.top).toBe(true)
})

test('at 200 % zoom a very long name leaves room for the text, and the answers can be reached', async () => {
  const name = 'The Yummy Hainanese Chicken Rice and Noodle House of Orchard Road and its Branches'
  const dialog = await open({ templates: 3, sender: { name } }, { width: 195, height: 422 })
  const body = on.page.locator('[part=body]')
  expect(await body.evaluate((one) => one.clientHeight)).toBeGreaterThanOrEqual(79)
  const agree = on.page.getByRole('button', { name: 'Agree' })
  await agree.scrollIntoViewIfNeeded()
  const [button, sheet] = [(await agree.boundingBox())!, (await dialog.boundingBox())!]
  expect(sheet.y).toBeGreaterThanOrEqual(24)
  // Browsers scroll by whole pixels.
  expect(Math.floor(button.y + button.height)).toBeLessThanOrEqual(422)
})

test('nothing lies under the notch or the home bar', async () => {
  await on.visit({ templates: 3 }, { viewport: { width: 390, height: 600 } })
  const devTools = await on.page.context().newCDPSession(on.page)
  await devTools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 47, bottom: 34 } })
  const dialog = await on.openPanel()
  expect((await dialog.boundingBox())!.y).toBeGreaterThanOrEqual(47)
  const agree = (await on.page.getByRole('button', { name: 'Agree' }).boundingBox())!
  expect(agree.y + agree.height).toBeLessThanOrEqual(600 - 34)
})

test('a right-to-left language mirrors the panel', async () => {
  const texts = { title: 'رسائل من {sender}', agree: 'موافق', reject: 'رفض', close: 'إغلاق' }
  const dialog = await open({ props: { language: 'ar', texts } })
  expect(await dialog.evaluate((sheet) => getComputedStyle(sheet).direction)).toBe('rtl')
  const left = (name: string) =>
    on.page.getByRole('button', { name, exact: true }).evaluate((one) => one.getBoundingClientRect().left)
  expect(await left('رفض')).toBeGreaterThan(await left('موافق'))
  expect(await left('إغلاق')).toBeLessThan(60)
})
