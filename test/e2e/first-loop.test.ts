import type { Browser, FrameLocator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser'
import { startDemo, type StartedDemo } from '../support/started-demo'

jest.setTimeout(60_000)

let demo: StartedDemo
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  demo = await startDemo()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  page = await context.newPage()
  await page.goto(demo.url)
})
afterEach(async () => {
  await page.context().close()
  expect(await demo.stop()).toBe(0)
})

const inbox = async () => {
  const answer = await fetch(`${demo.url}/_sandbox/inbox`)
  const { messages } = (await answer.json()) as { messages: { body: string; userId: string }[] }
  return messages
}
const shop = (): FrameLocator => page.frameLocator('iframe.shop-frame')
const tap = (name: string | RegExp) => shop().getByRole('button', { name, exact: true }).click()
const notice = () => shop().locator('#notice-text')
const arrived = () => page.getByRole('article').filter({ hasText: 'Yummy Chicken Rice' })

async function openPanel(): Promise<void> {
  await tap('Notify me')
  await page.getByRole('button', { name: 'Allow' }).click()
  await shop().getByRole('dialog').waitFor()
}

test('a person who agrees and orders reads the message in the inbox', async () => {
  await openPanel()
  await tap('Agree')
  await notice().getByText('You will get a message').waitFor()
  await tap('Order')
  await shop().getByText('Message sent to your inbox').waitFor()
  await arrived().first().waitFor()
  expect(await arrived().first().innerText()).toContain('Yummy Chicken Rice')
  expect(await inbox()).toHaveLength(1)
})

test('a person who rejects gets no message, and the shop is told why', async () => {
  await openPanel()
  await tap('Reject')
  await notice().getByText('No messages').waitFor()
  await tap('Order')
  await shop().getByText('No message sent: NOT_SUBSCRIBED').waitFor()
  expect(await inbox()).toHaveLength(0)
})

test('a tap on the mask cancels: nothing is stored and the next order asks for no message', async () => {
  await openPanel()
  const program = (await page.locator('iframe.shop-frame').boundingBox())!
  await page.mouse.click(program.x + 20, program.y + 20)
  await notice().getByText('Nothing was changed').waitFor()
  const stored = await shop()
    .locator('body')
    .evaluate(() => Object.keys(localStorage))
  expect(stored).toEqual([])
  await tap('Order')
  await shop().getByText('No message asked for').waitFor()
  expect(await inbox()).toHaveLength(0)
})

test('a person who refuses on the authorization page is not subscribed', async () => {
  await tap('Notify me')
  await page.getByRole('button', { name: 'Refuse' }).click()
  await notice().getByText('AUTH_DENIED').waitFor()
  expect(await inbox()).toHaveLength(0)
})

test('with both users subscribed, each gets only the message of his own order', async () => {
  const users = page.getByRole('group', { name: 'User' }).getByRole('radio')
  const orderNumbers: string[] = []
  for (const index of [0, 1]) {
    await users.nth(index).check({ force: true })
    await openPanel()
    await tap('Agree')
    await notice().getByText('You will get a message').waitFor()
    await tap('Order')
    await shop().getByText('Message sent to your inbox').waitFor()
    orderNumbers.push(await shop().locator('.order strong').innerText())
  }
  const messages = await inbox()
  expect(messages).toHaveLength(2)
  expect(new Set(messages.map(({ userId }) => userId)).size).toBe(2)
  const bodies = [...messages].reverse().map(({ body }) => body)
  orderNumbers.forEach((number, index) => {
    expect(bodies[index]).toContain(number.slice(1))
  })
})
