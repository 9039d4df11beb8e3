// What `npm start` shows, in every engine: shop, server and sandbox, from the tap to the message in the inbox.
import { inEveryEngine } from '../support/engines/engine'
import { waitFor } from '../support/engines/person'
import { startDemo } from '../support/started-demo'

jest.setTimeout(180_000)

inEveryEngine((on) => {
  test('a person who allows, agrees and orders has the message in the inbox', async () => {
    const demo = await startDemo()
    try {
      await on.person.open(demo.url)
      const shop = on.person.inFrame('iframe.shop-frame')
      const says = (selector: string, words: string) =>
        waitFor(`"${words}"`, async () => {
          const seen = await shop.see(selector)
          return seen && seen.text.includes(words)
        })
      await shop.click('button', 'Notify me')
      await on.person.click('button', 'Allow')
      await shop.click('button', 'Agree')
      await says('#notice-text', 'You will get a message')
      await shop.click('button', 'Order')
      await says('#orders', 'Message sent to your inbox')
      const { messages } = (await (await fetch(`${demo.url}/_sandbox/inbox`)).json()) as {
        messages: { body: string }[]
      }
      expect(messages).toHaveLength(1)
      expect(messages[0]!.body).toContain('Yummy Chicken Rice')
      // On the phone's screen as well.
      await waitFor('the message on the phone', async () => {
        const seen = await on.person.see('article')
        return seen && seen.text.includes('Yummy Chicken Rice')
      })
    } finally {
      expect(await demo.stop()).toBe(0)
    }
  })
})
