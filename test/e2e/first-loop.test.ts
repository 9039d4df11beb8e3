import type { FrameLocator } from 'playwright-core'
import { useDemoPage } from '../support/demo-page'

jest.setTimeout(60_000)

const on = useDemoPage()
const { inbox } = on
const shop = (): FrameLocator => on.page.frameLocator('iframe.shop-frame')
const tap = (name: string | RegExp) => shop().getByRole('button', { name, exact: true }).click()
const notice = () => shop().locator('#notice-text')
/** An English page shows the phone of a user who reads English. */
const arrived = () => on.page.getByRole('article').filter({ hasText: 'Yummy Chicken Rice' })

async function openPanel(): Promise<void> {
  await tap('Notify me')
  await on.page.getByRole('button', { name: 'Allow' }).click()
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
  // A tap on a point waits for nothing: not for the answers, nor for the half second in which the mask takes none.
  const open = shop().locator('.mini-message-panel dialog:not(.shielded)')
  await open.getByRole('button', { name: 'Agree', exact: true }).waitFor()
  const program = (await on.page.locator('iframe.shop-frame').boundingBox())!
  await on.page.mouse.click(program.x + 20, program.y + 20)
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
  await on.page.getByRole('button', { name: 'Refuse' }).click()
  await notice().getByText('AUTH_DENIED').waitFor()
  expect(await inbox()).toHaveLength(0)
})

test('with both users subscribed, each gets only the message of his own order, in his own language', async () => {
  const users = on.page.getByRole('group', { name: 'User' }).getByRole('radio')
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
  // The sandbox's own two users: those of the other tests have other numbers.
  const messages = (await on.inboxes()).filter(({ userId }) => userId.startsWith('20880'))
  expect(messages).toHaveLength(2)
  expect(new Set(messages.map(({ userId }) => userId)).size).toBe(2)
  const bodies = [...messages].reverse().map(({ body }) => body)
  orderNumbers.forEach((number, index) => {
    expect(bodies[index]).toContain(number.slice(1))
  })
  expect(bodies[0]).toContain('您在“好味鸡饭”的订单')
  expect(bodies[1]).toContain('at Yummy Chicken Rice.')
})
