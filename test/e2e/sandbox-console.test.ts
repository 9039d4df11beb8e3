import { AxeBuilder } from '@axe-core/playwright'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { startSandboxWithShop, type GatewayAnswer, type StartedSandbox } from '../support/started-sandbox'

jest.setTimeout(30_000)

const tabs = ['overview', 'templates', 'users', 'messages', 'requests', 'faults', 'connect']

let sandbox: StartedSandbox
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[sandbox, browser] = await Promise.all([startSandboxWithShop(), launchBrowser()])
})
afterAll(() => Promise.all([browser.close(), sandbox.stop()]))
beforeEach(async () => {
  await sandbox.control('reset', {})
  page = await (
    await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  ).newPage()
})
afterEach(() => page.context().close())

const open = (place = '') => page.goto(`${sandbox.url}/${place}`)
const button = (name: string) => page.getByRole('button', { name, exact: true }).click()
const onPhone = (screen: string) =>
  page
    .getByRole('group', { name: 'On the phone' })
    .getByRole('radio', { name: screen })
    .check({ force: true })
const shop = () => page.frameLocator('iframe.shop-frame')
const answerOf = async (): Promise<string> => {
  await shop().locator('#answer:not(:empty)').waitFor()
  return shop().locator('#answer').innerText()
}

const link = 'pages%2Forder%2Findex&query=orderNo%3D7'
const values = { orderNo: '7', storeName: 'Shop', miniBodyUrl: link, miniFooterUrl: link }

/** What a backend does with the code: a token for it, then a message. */
async function sendWith(authCode: string): Promise<GatewayAnswer> {
  const { accessToken } = await sandbox.call('/v2/authorizations/applyToken', {
    grantType: 'AUTHORIZATION_CODE',
    authCode,
  })
  return sandbox.call('/v2/miniprogram/message/send', {
    accessToken,
    requestId: 'order-7',
    templateCode: sandbox.credentials.templateCode,
    templates: [{ language: 'en', templateParameters: values }],
  })
}

/** A message without a phone. */
async function deliver(): Promise<GatewayAnswer> {
  await sandbox.control('auto-answer', { authorization: 'allow' })
  const { success } = (await sandbox.control('jsapi/getAuthCode', {
    appId: sandbox.credentials.appId,
    scopes: ['auth_user'],
  })) as { success: { authCode: string } }
  return sendWith(success.authCode)
}

test('a template is created, applied for and approved, and has its code', async () => {
  await open('#templates')
  await button('New template')
  await page.getByLabel('Name', { exact: true }).fill('Parcel sent')
  const english = page.getByRole('group', { name: 'Text in English' })
  await english.getByLabel('Title').fill('On its way')
  await english.getByLabel('Body').fill('Parcel {{parcelNo}} is on its way.')
  await page.getByLabel('Sample for parcelNo').fill('42')
  await button('Create')
  await button('Apply: Parcel sent')
  await button('Approve: Parcel sent')
  const card = page.getByRole('article', { name: 'Parcel sent' })
  await card.getByText('Approved').waitFor()
  expect(await card.getByText(/^\d{24}$/).count()).toBe(1)
})

test('a subscription that the user withdraws on the phone refuses the next message', async () => {
  await open('#users')
  await onPhone('Settings')
  await page.getByRole('switch', { name: 'Order ready' }).uncheck({ force: true })
  await page.getByRole('article', { name: 'Mei' }).getByText('Withdrawn', { exact: true }).waitFor()
  expect((await deliver()).result.resultCode).toBe('USER_NOT_SUBSCRIBED')
})

test('the language is switched at once and kept', async () => {
  await open()
  await page
    .getByRole('radio', { name: '中文' })
    .or(page.getByRole('radio', { name: 'English' }))
    .last()
    .check({ force: true })
  await page.getByRole('tab', { name: '概览' }).waitFor()
  await page.reload()
  await page.getByRole('tab', { name: '概览' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
})

test('a refused signature is the next step: the page says what was expected and how to mend it', async () => {
  await open()
  await sandbox.call('/v2/users/inquiryUserInfo', {}, '/v2/users/inquiryUserInfo')
  await button('See the request')
  await page.getByRole('link', { name: /inquiryUserInfo/ }).click()
  await page.getByText('The signed path lacks the prefix').waitFor()
  const expected = page.getByRole('region', { name: 'The string the sandbox expected to be signed' })
  expect(await expected.innerText()).toMatch(/^POST \/api\/open\/v2\/users\/inquiryUserInfo\n/)
})

test('a fault that is set strikes the next call, and the page counts it without a reload', async () => {
  await open('#faults')
  await page.getByLabel('What goes wrong').selectOption({ label: 'Result U: UNKNOWN_EXCEPTION' })
  await button('Set the fault')
  await page.getByText('struck 0 of 0 calls').waitFor()
  expect((await deliver()).result.resultCode).toBe('UNKNOWN_EXCEPTION')
  await page.getByText('struck 1 of 1 calls').waitFor()
  await button('Remove: Result U: UNKNOWN_EXCEPTION')
  await page.getByText('No fault in force').waitFor()
  expect((await deliver()).result.resultCode).toBe('SUCCESS')
})

test('a message shows its whole way: tap, code, token, send, deliver', async () => {
  await open()
  await shop().getByRole('button', { name: 'Get a code' }).click()
  await button('Allow')
  const { authCode } = JSON.parse(await answerOf()) as { authCode: string }
  expect((await sendWith(authCode)).result.resultCode).toBe('SUCCESS')
  await button('See its path')
  const picture = page.getByRole('img', { name: 'Sequence picture of 7 steps' })
  await picture.waitFor()
  const steps = await picture.locator('.sequence__label').allTextContents()
  expect(steps).toEqual([
    'my.getAuthCode',
    'Authorization page',
    'Tap: allow',
    'Auth code',
    'applyToken',
    'message/send',
    'Deliver to the inbox',
  ])
  await page.getByText('The steps as a list').click()
  await page.getByRole('link', { name: 'See the request' }).last().click()
  await page.getByRole('heading', { name: '/v2/miniprogram/message/send' }).waitFor()
})

test('a tap on a message opens the mini program at the page that its link names', async () => {
  await open()
  await deliver()
  await onPhone('Inbox')
  await page.getByRole('region', { name: 'Phone' }).getByRole('button', { name: 'View order' }).click()
  await shop().getByText('page=pages%2Forder%2Findex&query=orderNo%3D7').waitFor()
  expect(await shop().locator('#where').innerText()).toContain('page=pages%2Forder%2Findex')
})

test('the native panel registers what the user agreed to', async () => {
  await open('#users')
  await shop().getByRole('button', { name: 'Ask natively' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Agree', exact: true }).click()
  expect(JSON.parse(await answerOf())).toMatchObject({ behavior: 'subscribe', show: true })
  await page.getByRole('article', { name: 'Mei' }).getByText('Subscribed in the super app’s panel').waitFor()
})

test('a first signed call stands ready in four languages, each with the command that runs it', async () => {
  await open('#connect')
  const languages = page.getByRole('group', { name: 'Language of the snippet' }).getByRole('radio')
  await languages.first().waitFor()
  const commands: string[] = []
  for (const language of await languages.all()) {
    await language.check({ force: true })
    commands.push(await page.getByRole('region', { name: 'Run it' }).innerText())
  }
  expect(new Set(commands).size).toBe(4)
})

test('the console’s tabs are one stop for the Tab key and follow the arrow keys', async () => {
  await open()
  await page.getByRole('tab', { name: 'Overview' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('End')
  expect(await page.locator(':focus').innerText()).toBe('Connect')
  expect(await page.getByRole('tab', { selected: true }).allInnerTexts()).toEqual(['Connect'])
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').getAttribute('role')).toBe('tabpanel')
})

test.each(['light', 'dark'] as const)('axe finds nothing on any tab in %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await deliver()
  await sandbox.call('/v2/users/inquiryUserInfo', {}, '/wrong')
  await open()
  for (const name of tabs) {
    await page.evaluate((hash) => (location.hash = hash), name)
    await page.locator(`#tab-${name}[aria-selected=true]`).waitFor()
    await page.locator('.section, .next-step').first().waitFor()
    // The whole page once, then the part that differs.
    const axe = new AxeBuilder({ page }).exclude('iframe')
    const { violations } = await (name === 'overview' ? axe : axe.include('#console-panel')).analyze()
    expect(
      violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join()}`),
    ).toEqual([])
  }
})

test.each(['en', 'zh-CN'])('at 375 wide nothing is cut off sideways in %s', async (language) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await deliver()
  for (const name of tabs) {
    await open(`?lang=${language}#${name}`)
    await page.reload()
    await page.locator('.section, .next-step').first().waitFor()
    const overflow = await page
      .locator('.console__panel')
      .evaluate((panel) => panel.scrollWidth - panel.clientWidth)
    expect([name, overflow]).toEqual([name, 0])
  }
})

test('the whole page weighs at most 60 kB gzip', async () => {
  const files = ['', 'page/page.js', 'page/page.css']
  const bytes = await Promise.all(
    files.map(async (file) => gzipSync(await (await fetch(`${sandbox.url}/${file}`)).text()).length),
  )
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(60_000)
})
