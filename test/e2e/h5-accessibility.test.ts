// WCAG 2.2 AA of the H5 panel, measured in a real browser on the minified script.
import type { BrowserContextOptions, Locator } from 'playwright-core'
import { askAxe } from '../support/axe'
import { casesOf } from '../support/every-case'
import type { PageChange } from '../support/panel-page'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage()

async function open(change: PageChange = {}, context: BrowserContextOptions = {}): Promise<Locator> {
  await on.visit(change, context)
  await on.page.locator('#opener').focus()
  await on.page.keyboard.press('Enter')
  const dialog = on.page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}
const choose = (name: string) => on.page.getByRole('button', { name, exact: true }).click()
const focused = () =>
  on.page.evaluate(() => {
    const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement
    return (
      inner?.getAttribute('aria-label') ?? inner?.getAttribute('role') ?? inner?.textContent ?? inner?.tagName
    )
  })

/** The sheet as a whole has the focus: no control is preset. */
const isOnSheet = () =>
  on.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.matches('.sheet'))

/** Each text on the panel with its contrast to what is behind it; controls that are switched off are exempt. */
const contrasts = (): Promise<[text: string, ratio: number][]> =>
  on.page.locator('.mini-message-panel').evaluate((layer) => {
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (color: string) =>
      channels(color)
        .slice(0, 3)
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index]!, 0)
    const backgroundOf = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element)
      const isClear = channels(backgroundColor)[3] === 0
      return isClear && element.parentElement ? backgroundOf(element.parentElement) : backgroundColor
    }
    const walker = document.createTreeWalker(layer.shadowRoot!, NodeFilter.SHOW_TEXT)
    const found: [string, number][] = []
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement!
      const text = walker.currentNode.textContent ?? ''
      if (element.matches('style,:disabled') || !text.trim()) continue
      const both = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))]
      found.push([text, (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)])
    }
    return found
  })

const abroad = { sender: { transferNotice: 'My order data may be sent to servers abroad.' } }
const arabic = { language: 'ar', texts: { title: 'رسائل من {sender}', agree: 'موافق', reject: 'رفض' } }
const nothing = () => Promise.resolve()
const states: [string, PageChange, () => Promise<unknown>][] = [
  ['asking one', {}, nothing],
  ['asking one, with a transfer abroad', abroad, nothing],
  ['transfer abroad not ticked', abroad, () => choose('Agree')],
  ['asking in Chinese', { props: { language: 'zh-CN' } }, nothing],
  ['asking from right to left', { templates: 2, props: arabic }, nothing],
  ['asking three', { templates: 3, ...abroad }, nothing],
  ['nothing ticked', { templates: 3 }, () => choose('Agree')],
  ['some ticked', { templates: 3 }, () => on.page.getByRole('checkbox').nth(1).check()],
  ['submitting', { submit: 'never' }, () => choose('Agree')],
  [
    'failed',
    { submit: 'refused' },
    () => choose('Agree').then(() => on.page.getByText('Nothing was subscribed').waitFor()),
  ],
  ['managing one', { agreed: true, props: { manage: true } }, nothing],
  ['managing three', { agreed: true, templates: 3, props: { manage: true }, ...abroad }, nothing],
]

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(colorScheme === 'light' ? states : casesOf(states))(
    'axe finds nothing: %s',
    async (_, change, act) => {
      await open(change, { colorScheme })
      await act()
      const { violations, passed } = await askAxe(on.page, '.mini-message-panel')
      expect(violations).toEqual([])
      expect(passed).toEqual(expect.arrayContaining(['aria-dialog-name', 'button-name']))
      const texts = await contrasts()
      expect(texts.length).toBeGreaterThan(1)
      expect(texts.filter(([, ratio]) => ratio < 4.5)).toEqual([])
    },
  )

  test('refusing is as easy as agreeing: same size, same colours, Reject first, neither has the focus', async () => {
    await open({ templates: 2 }, { colorScheme })
    const [reject, agree] = await on.page.locator('[part=choice]').evaluateAll((choices) =>
      choices.map((choice) => {
        const { color, backgroundColor, fontSize, fontWeight, opacity } = getComputedStyle(choice)
        const { width, height, top, left } = choice.getBoundingClientRect()
        return {
          label: choice.textContent,
          look: { color, backgroundColor, fontSize, fontWeight, opacity, width, height, top },
          left,
        }
      }),
    )
    expect([reject!.label, agree!.label]).toEqual(['Reject all', 'Agree'])
    expect(agree!.look).toEqual(reject!.look)
    expect(reject!.left).toBeLessThan(agree!.left)
    expect(await isOnSheet()).toBe(true)
  })
})

test('Tab stays inside in both directions, Escape closes and the opener has the focus again', async () => {
  const dialog = await open({ templates: 2 })
  const order = []
  for (let step = 0; step < 9; step += 1) {
    await on.page.keyboard.press('Tab')
    order.push(await focused())
  }
  expect(order).toEqual([
    'Close',
    '',
    'Example',
    '',
    'Example',
    'Privacy notice',
    'Reject all',
    'Agree',
    'Close',
  ])
  await on.page.keyboard.press('Shift+Tab')
  expect(await focused()).toBe('Agree')
  await on.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await focused()).toBe('Notify me')
})

test('the page behind is out of reach of focus and assistive technology, and afterwards within it', async () => {
  const devTools = async () => on.page.context().newCDPSession(on.page)
  const namesForAssistiveTechnology = async () => {
    const { nodes } = await (await devTools()).send('Accessibility.getFullAXTree')
    return nodes.filter(({ ignored }) => !ignored).map(({ name }) => String(name?.value))
  }
  await open()
  expect(await namesForAssistiveTechnology()).toEqual(expect.arrayContaining(['Privacy notice', 'Agree']))
  expect(await namesForAssistiveTechnology()).not.toContain('Another link')
  await on.page.locator('#opener').evaluate((opener) => opener.focus())
  expect(await isOnSheet()).toBe(true)
  await on.page.keyboard.press('Escape')
  await on.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await namesForAssistiveTechnology()).toContain('Another link')
})

test('a hint is announced, and its box has the focus', async () => {
  await open({ templates: 2 })
  await choose('Agree')
  expect(await on.page.getByRole('alert').textContent()).toBe('To agree, tick what you agree to.')
  const box = on.page.getByRole('checkbox').first()
  expect(await box.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true)
})

describe('theme', () => {
  const isDark = () =>
    on.sheet().evaluate((sheet) => getComputedStyle(sheet).backgroundColor === 'rgb(31, 32, 35)')
  test.each([
    ['auto', 'light', false],
    ['auto', 'dark', true],
    ['light', 'dark', false],
    ['dark', 'light', true],
    [undefined, 'dark', true],
  ] as const)('%s on a system that is %s: dark is %s', async (theme, colorScheme, expected) => {
    await open({ props: { theme } }, { colorScheme })
    expect(await isDark()).toBe(expected)
    expect(await on.dialog().evaluate((one) => getComputedStyle(one).colorScheme)).toBe(
      expected ? 'dark' : 'light',
    )
  })
})
