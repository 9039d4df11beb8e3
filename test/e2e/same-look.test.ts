// The DSL panel and the H5 panel are one panel: what a person sees of one has the other's sizes and colours.
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { type DrawnPanel, startDrawnPanel } from '../support/drawn-panel'
import { type PanelPage, startPanelPage } from '../support/panel-page'

jest.setTimeout(60_000)

let browser: Browser
let dsl: DrawnPanel
let h5: PanelPage
beforeAll(async () => {
  ;[browser, dsl, h5] = await Promise.all([launchBrowser(), startDrawnPanel(), startPanelPage()])
})
afterAll(async () => {
  await browser.close()
  dsl.stop()
  await h5.close()
})

const text = ['color', 'font-size', 'font-weight']
const surface = ['background-color', 'border-top-left-radius']
/** What is compared: the part's name in DSL and in H5, and the properties. */
const parts: [string, string, string[]][] = [
  ['sheet', 'sheet', surface],
  ['title', 'title', text],
  ['intro', 'intro', text],
  ['list', 'list', surface],
  ['name', 'name', text],
  ['description', 'description', text],
  ['example', 'example', surface],
  ['label', 'example-label', text],
  ['message', 'example', text],
  ['note', 'note', text],
  ['privacy', 'link', [...text, 'line-height']],
  ['answer', 'choice', [...text, ...surface, 'min-height']],
]

const look = (found: Locator, names: string[]) =>
  found.evaluate((element, properties) => {
    const style = getComputedStyle(element)
    return properties.map((property) => `${property}: ${style.getPropertyValue(property)}`)
  }, names)

async function looks(page: Page, find: (name: string) => Locator, which: 0 | 1) {
  const found: Record<string, string[]> = {}
  for (const part of parts) {
    const [name, , properties] = part
    found[name] = await look(find(part[which]).first(), properties)
  }
  await page.context().close()
  return found
}

test.each(['light', 'dark'] as const)('in the %s theme both panels look the same', async (colorScheme) => {
  const open = async (url: string) => {
    const context = await browser.newContext({
      viewport: { width: 375, height: 700 },
      colorScheme,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto(url)
    return page
  }
  const sender = { senderName: 'Yummy Chicken Rice', privacyUrl: 'https://shop.example/privacy' }
  const templates = [
    {
      templateCode: 'T1',
      title: 'Order ready 1',
      description: 'When',
      example: 'Order 42.',
      kind: 'LONG_TERM',
    },
  ]
  const dslPage = await open(dsl.url({ ...sender, templates, language: 'en' }))
  const dslPart = (name: string) => dslPage.locator(`.mini-message-panel__${name}`)
  await dslPart('answer').first().waitFor()
  const ofDsl = await looks(dslPage, dslPart, 0)

  const h5Page = await open(h5.url())
  await h5Page.locator('#opener').click()
  const h5Part = (name: string) => h5Page.locator(`.mini-message-panel .${name}`)
  await h5Part('choice').first().waitFor()
  expect(ofDsl).toEqual(await looks(h5Page, h5Part, 1))
})
