import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { startDemo, type StartedDemo } from '../support/started-demo'

jest.setTimeout(60_000)

let demo: StartedDemo
let browser: Browser
let page: Page
let shopUrl: string

beforeAll(async () => {
  ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
  shopUrl = /Yummy Chicken Rice at (\S+)/.exec(demo.output())![1]!
})
afterAll(async () => {
  await browser.close()
  await demo.stop()
})
beforeEach(async () => {
  page = await browser.newPage()
})
afterEach(() => page.close())

const ask = (props: Record<string, unknown>, withBridge = true) =>
  page.evaluate(
    async ({ props, withBridge }) => {
      const bridge = {
        getAuthCode: ({ success }: { success: (answer: unknown) => void }) =>
          success({ authCode: '28100613DFLQDKXJQRSMKIXZCI', authSuccessScopes: ['auth_user'] }),
        getAppIdSync: () => ({ appId: 'P0000000000000010001' }),
        getSiteInfo: ({ success }: { success: (answer: unknown) => void }) =>
          success({ siteName: 'ALIPAY_CN' }),
      }
      const page = window as unknown as {
        SubscribeMsg: new (options: unknown) => {
          requestSubscribeMessage(): Promise<Record<string, unknown>>
        }
        my?: unknown
      }
      delete page.my
      const made = new page.SubscribeMsg({ props: withBridge ? { ...props, bridge } : props })
      return made.requestSubscribeMessage()
    },
    { props, withBridge },
  )

test('without `my` on the page the result is UNAVAILABLE and says what to include', async () => {
  await page.goto(shopUrl)
  const result = await ask({ templateIds: ['202109305800000001000001'] }, false)
  expect(result).toMatchObject({ success: false, errorCode: 'UNAVAILABLE' })
  expect(result['errorMessage']).toMatch(/my|hylid-bridge/)
})

test.each([
  ['backendUrl', { templateIds: ['202109305800000001000001'], backendUrl: '' }],
  ['templateIds', { templateIds: [] }],
])('without %s the result is INVALID_CONFIG and names the prop', async (prop, props) => {
  await page.goto(shopUrl)
  const result = await ask(props)
  expect(result).toMatchObject({ success: false, errorCode: 'INVALID_CONFIG' })
  expect(result['errorMessage']).toContain(prop)
})

test('with the backend down the result is NETWORK and the page can still be used', async () => {
  await page.goto(shopUrl)
  const result = await ask({ templateIds: ['202109305800000001000001'], backendUrl: 'http://127.0.0.1:9' })
  expect(result).toMatchObject({ success: false, errorCode: 'NETWORK' })
  await page.getByRole('button', { name: 'Order' }).click()
  await page.getByText('No message asked for').waitFor()
})
