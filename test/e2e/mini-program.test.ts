// The DSL shop on the phone of `npm start`: the sandbox's own `my`, the real server, the real shop.
import type { FrameLocator } from 'playwright-core'
import { useDemoPage } from '../support/demo-page'

jest.setTimeout(60_000)

const on = useDemoPage()
const { inbox } = on
beforeEach(() => chooseScreen('DSL shop'))

const chooseScreen = (name: string) => on.page.getByRole('radio', { name }).check({ force: true })
const program = (): FrameLocator => on.page.frameLocator('iframe.shop-frame')
/** The page of the mini program that is on top; those below stay in the document. */
const top = () => program().locator('a-page:not([hidden])')
const tap = (name: string) => top().getByText(name, { exact: true }).last().click()
const told = (text: string) => top().getByText(text).first().waitFor()
const title = () => on.page.locator('.title-bar__name').innerText()
const goBack = () => on.page.getByRole('button', { name: 'Back', exact: true }).click()

async function openPanel(): Promise<void> {
  await tap('Notify me')
  await on.page.getByRole('button', { name: 'Allow' }).click()
  await told('would like to send messages')
}
async function agree(): Promise<void> {
  await openPanel()
  await tap('Agree')
  await told('You will get a message')
}

test('a person who agrees and orders gets the message, and a tap on it opens that order', async () => {
  await agree()
  await tap('Order')
  await told('Message sent to your inbox')
  const orderNumber = await top().locator('.order__number').innerText()
  const [message] = await inbox()
  expect(message!.body).toContain(orderNumber.slice(1))
  await chooseScreen('Inbox')
  await on.page.getByRole('article').getByRole('button').first().click()
  await told(orderNumber)
  expect(await title()).toBe('Your orders')
})

test('a person who rejects gets no message, and the shop is told why', async () => {
  await openPanel()
  await tap('Reject')
  await told('No messages.')
  await tap('Order')
  await told('No message sent: NOT_SUBSCRIBED')
  expect(await inbox()).toEqual([])
})

test('a tap on the mask cancels: nothing is stored and the next order asks for no message', async () => {
  await openPanel()
  await program()
    .locator('.mini-message-panel__mask')
    .click({ position: { x: 20, y: 20 } })
  await told('Nothing was changed')
  const stored = await program()
    .locator('body')
    .evaluate(() => Object.keys(localStorage))
  expect(stored).toEqual([])
  await tap('Order')
  await told('No message asked for')
  expect(await inbox()).toEqual([])
})

test('a person who refuses on the authorization page is not subscribed', async () => {
  await tap('Notify me')
  await on.page.getByRole('button', { name: 'Refuse' }).click()
  await told('AUTH_DENIED')
  await tap('Order')
  await told('No message asked for')
  expect(await inbox()).toEqual([])
})

test('what was agreed to is withdrawn in the settings: the next order sends nothing', async () => {
  await agree()
  await tap('Settings')
  await told('On. We send one')
  expect(await title()).toBe('Settings')
  await tap('Change')
  await tap('Stop')
  await told('Off. We send none.')
  await goBack()
  await told('No messages.')
  await tap('Order')
  await told('No message sent: NOT_SUBSCRIBED')
  expect(await inbox()).toEqual([])
})

test('in Chinese, the shop, its panel and the title bar are Chinese', async () => {
  // A Chinese page begins with the phone of a user who reads Chinese.
  await on.page.goto(`${on.demo.url}/?lang=zh-CN`)
  await chooseScreen('DSL')
  await told('好味鸡饭')
  await tap('我的订单')
  await told('还没有订单')
  expect(await title()).toBe('我的订单')
  await on.page.getByRole('button', { name: '返回', exact: true }).click()
  await told('菜单')
  expect(await title()).toBe('好味鸡饭')
  await tap('提醒我')
  await on.page.getByRole('button', { name: '同意' }).click()
  await told('取餐提醒')
  expect(await top().locator('.mini-message-panel__sheet').innerText()).not.toMatch(/[A-Za-z]{4}/)
})
