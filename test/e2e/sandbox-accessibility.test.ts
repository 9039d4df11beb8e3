// The sandbox's page for everybody: axe, keyboard alone, and both widths, in both languages and schemes.
import { askAxe, rulesOfColours } from '../support/axe'
import { casesOf } from '../support/every-case'
import { useSandboxPage } from '../support/sandbox-page'

jest.setTimeout(120_000)

const on = useSandboxPage()
const { open, callMy } = on
const tabs = ['overview', 'templates', 'users', 'messages', 'requests', 'faults', 'behaviour', 'connect']

let scheme: 'light' | 'dark'

const deliverAndRefuse = async (): Promise<void> => {
  await on.sandbox.deliver()
  await on.sandbox.call('/v2/users/inquiryUserInfo', {}, '/wrong')
  await on.sandbox.control('faults', { effect: 'delay', delayMs: 1, count: 1 })
}
/** The tab, and the one thing that can be open in it. */
async function places(): Promise<string[]> {
  const { messages } = (await on.sandbox.control('inbox')) as { messages: { messageId: string }[] }
  const { requests } = (await on.sandbox.control('requests')) as { requests: { requestLogId: string }[] }
  return [...tabs, `messages/${messages[0]!.messageId}`, `requests/${requests[0]!.requestLogId}`]
}
async function show(place: string): Promise<void> {
  await on.page.evaluate((hash) => (location.hash = hash), place)
  await on.page.locator(`#tab-${place.split('/')[0]}[aria-selected=true]`).waitFor()
  // On a narrow screen a detail hides its list.
  await on.page.locator('.section, .next-step, .detail').filter({ visible: true }).first().waitFor()
}
async function findings(part: string): Promise<string[]> {
  return (await askAxe(on.page, part, scheme === 'dark' ? rulesOfColours : undefined)).violations
}

// In the dark only the colours are looked at, and those are the same in both languages.
const looks = [
  ['en', 'light'],
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
] as const
describe.each(casesOf(looks))('axe finds nothing in %s, %s', (language, colorScheme) => {
  beforeEach(() => on.page.emulateMedia({ colorScheme: (scheme = colorScheme), reducedMotion: 'reduce' }))

  test('on any tab, with a message, a refused call and the form open', async () => {
    await deliverAndRefuse()
    await open(`?lang=${language}`)
    await on.page.locator('.next-step').waitFor()
    expect(await findings('#page')).toEqual([])
    for (const place of await places()) {
      await show(place)
      expect([place, ...(await findings('#console-panel'))]).toEqual([place])
    }
    await show('templates')
    await on.page.locator('.section__head .button').click()
    await on.page.locator('form').waitFor()
    expect(await findings('form')).toEqual([])
  })

  test('on the phone: layers, inbox, settings, a program of one’s own', async () => {
    await open(`?lang=${language}`)
    await on.shop().getByRole('button', { name: 'Get a code' }).click()
    await on.page.getByRole('dialog').waitFor()
    expect(await findings('.phone')).toEqual([])
    await on.page.keyboard.press('Escape')
    await callMy('requestSubscribeMessage', { entityIds: [on.sandbox.credentials.templateCode] })
    await on.page.getByRole('dialog').waitFor()
    expect(await findings('.phone')).toEqual([])
    await on.page.keyboard.press('Escape')
    await callMy('alert', { content: 'Ready' })
    await on.page.getByRole('alertdialog').waitFor()
    expect(await findings('.phone')).toEqual([])
    await on.page.keyboard.press('Escape')
    // Messages of this test go to Lin; a Chinese page begins with Mei's phone.
    await on.page.getByRole('radio', { name: /^(Lin|小红)/ }).check({ force: true })
    await on.sandbox.deliver()
    await on.page.locator('.banner').waitFor()
    expect(await findings('.phone')).toEqual([])
    // While it fades it has no contrast to measure.
    await on.page.locator('.banner').waitFor({ state: 'detached' })
    for (const screen of ['inbox', 'settings', 'own']) {
      await on.page.locator(`.screen-choice input[value=${screen}]`).check({ force: true })
      expect([screen, ...(await findings('.page__phone'))]).toEqual([screen])
    }
  })
})

describe('with the keyboard only', () => {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await on.page.keyboard.press(key)
  }
  const focused = () => on.page.locator(':focus')

  test('the console’s tabs are one stop and follow the arrow keys', async () => {
    await open()
    await on.page.getByRole('tab', { name: 'Overview' }).focus()
    await press('ArrowRight', 'End')
    expect(await focused().innerText()).toBe('Connect')
    expect(await on.page.getByRole('tab', { selected: true }).allInnerTexts()).toEqual(['Connect'])
    // Round the corner: one key straight after the other.
    await press('Home', 'ArrowLeft')
    await on.page.getByRole('tab', { name: 'Connect', selected: true }).waitFor()
    await press('Tab')
    expect(await focused().getAttribute('role')).toBe('tabpanel')
  })

  test('from the top of the page: the phone, the user, the language, what the phone shows', async () => {
    await open()
    await on.page.getByRole('heading', { name: /mini-message/ }).waitFor()
    await press('Tab')
    expect(await focused().getAttribute('aria-pressed')).toBe('true')
    await press('Tab', 'ArrowRight')
    expect(await on.page.getByRole('radio', { name: /^Mei/ }).isChecked()).toBe(true)
    await press('Tab', 'ArrowRight')
    expect(await on.page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await press('ArrowLeft', 'Tab', 'ArrowRight', 'ArrowRight')
    expect(await on.page.getByRole('radio', { name: 'Inbox' }).isChecked()).toBe(true)
  })

  test('an authorization page is entered, answered, and left to the shop', async () => {
    await open()
    await on.shop().getByRole('button', { name: 'Get a code' }).focus()
    await press('Enter')
    await on.page.locator('.sheet:focus').waitFor()
    await press('Tab')
    expect(await focused().innerText()).toBe('Refuse')
    await press('Tab', 'Enter')
    expect(await on.answer()).toMatchObject({ authSuccessScopes: ['auth_user'] })
    await on.page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME')
    expect(await on.page.getByRole('dialog').count()).toBe(0)
  })

  test('Escape is the back key for the authorization page and the native panel', async () => {
    await open()
    await on.shop().getByRole('button', { name: 'Get a code' }).focus()
    await press('Enter')
    await on.page.locator('.sheet:focus').waitFor()
    await press('Escape')
    expect(await on.answer()).toMatchObject({ error: 3 })
    await callMy('requestSubscribeMessage', { entityIds: [on.sandbox.credentials.templateCode] })
    await on.page.locator('.sheet:focus').waitFor()
    await press('Escape')
    await on.shop().getByText('"behavior":"cancel"').waitFor()
    expect(await on.page.getByRole('dialog').count()).toBe(0)
  })

  test('a template is written and approved', async () => {
    await open('#templates')
    await on.page.getByRole('button', { name: 'New template' }).focus()
    await press('Enter')
    await on.page.locator('form').waitFor()
    const type = (text: string) => on.page.keyboard.type(text)
    await on.page.locator('input:focus').waitFor()
    await type('Parcel')
    await press('Tab', 'Tab', 'Tab')
    await type('Sent')
    await press('Tab')
    await type('On its way.')
    await press('Shift+Tab', 'Enter')
    await on.page.locator('[aria-label="Apply: Parcel"]').focus()
    await press('Enter')
    await on.page.locator('select:focus').waitFor()
    await press('Tab')
    await type('Told when it leaves')
    await press('Tab', 'Enter')
    await on.page.locator('[aria-label="Approve: Parcel"]').waitFor()
    await on.page.locator('[aria-label="Approve: Parcel"]').focus()
    await press('Space')
    await on.page.getByRole('article', { name: 'Parcel' }).getByText('Approved').waitFor()
    expect(await on.page.getByRole('article', { name: 'Parcel' }).getByText('Sent').count()).toBe(1)
  })
})

test.each([
  [375, 'en'],
  [375, 'zh-CN'],
  [1280, 'en'],
  [1280, 'zh-CN'],
] as const)('at %i wide nothing is cut off sideways in %s', async (width, language) => {
  const { page } = on
  await page.setViewportSize({ width, height: 812 })
  await deliverAndRefuse()
  await open(`?lang=${language}`)
  const overflow = (part: string) =>
    page.locator(part).evaluate((element) => element.scrollWidth - element.clientWidth)
  const parts = ['.top-bar', '.screen-choice .choice', '.page__phone', '.phone', 'html']
  await page.locator('.top-bar').waitFor()
  for (const part of parts) expect([part, await overflow(part)]).toEqual([part, 0])
  if (width < 860) await page.locator('.view-tabs__tab').last().click()
  for (const place of await places()) {
    await show(place)
    expect([place, await overflow('.console__panel'), await overflow('html')]).toEqual([place, 0, 0])
  }
})

test('on a screen of 320 the five screens scroll, and the page does not', async () => {
  const { page } = on
  await page.setViewportSize({ width: 320, height: 740 })
  await deliverAndRefuse()
  await open()
  await page.locator('.screen-choice').getByRole('radio', { name: 'Settings' }).focus()
  const settings = page.locator('.screen-choice .choice__item').last()
  const right = await settings.evaluate((item) => item.getBoundingClientRect().right)
  expect(right).toBeLessThanOrEqual(320)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
