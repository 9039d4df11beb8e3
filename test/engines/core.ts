// The core: the panel and the whole loop as they are, with real time and movement, by what a person observes.
import type { On } from '../support/engines/engine'
import { type Person, waitFor } from '../support/engines/person'
import { isEveryCase } from '../support/every-case'
import type { PageChange } from '../support/panel-page'
import { type StartedDemo, startDemo } from '../support/started-demo'

const cancelled = { success: false, errorCode: 'CANCELLED' }

export function core(on: On): void {
  test('a person who ticks one of two and agrees gets an answer for each', async () => {
    await on.shop.visitAsItIs({ templates: 2 })
    await on.person.click('button', 'Notify me')
    await on.person.click('input[type=checkbox]')
    await on.person.click('button', 'Agree (1)')
    expect(await on.shop.result()).toMatchObject({
      success: true,
      type: 'AGREE',
      templates: { T1: 'AGREE', T2: 'REJECT' },
      fresh: true,
    })
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test('Reject is a result, and the panel goes', async () => {
    await on.shop.visitAsItIs()
    await on.shop.openPanel()
    await on.person.click('button', 'Reject')
    expect(await on.shop.result()).toMatchObject({ success: true, type: 'REJECT' })
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test('a press on the mask cancels', async () => {
    await on.shop.visitAsItIs()
    await on.shop.openPanel()
    await on.shop.waitForAnswers()
    await on.person.clickAt(20, 20)
    expect(await on.shop.result()).toMatchObject(cancelled)
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test('Escape cancels at once', async () => {
    await on.shop.visitAsItIs()
    await on.shop.openPanel()
    await on.person.press('Escape')
    expect(await on.shop.result()).toMatchObject(cancelled)
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test.each(['Tab', 'Shift+Tab'] as const)(
    '%s reaches every control of the panel and never the page',
    async (key) => {
      await on.shop.visitAsItIs({ templates: 2 })
      await on.person.click('button', 'Notify me')
      await on.person.waitUntilHittable('button', 'Reject all')
      const names = new Set<string>()
      const onPage: string[] = []
      let boxes = 0
      for (let presses = 0; presses < 16; presses++) {
        await on.person.press(key)
        const focus = await on.person.focus()
        if (focus.tag === 'input') boxes++
        else names.add(focus.name)
        // The browser's own controls are not elements of the page, which then says body.
        if (!focus.isInDialog && !['body', 'html'].includes(focus.tag)) onPage.push(focus.tag)
      }
      expect(onPage).toEqual([])
      expect([...names]).toEqual(expect.arrayContaining(['Close', 'Reject all', 'Agree']))
      expect(boxes).toBeGreaterThan(1)
    },
  )

  test.each([
    ['an answer', (person: Person) => person.click('button', 'Reject')],
    ['Escape', (person: Person) => person.press('Escape')],
  ])('opened by keyboard, the focus returns to the opener after %s', async (_, leave) => {
    await on.shop.visitAsItIs()
    await on.person.press('Tab')
    expect(await on.person.focus()).toMatchObject({ id: 'opener' })
    await on.person.press('Enter')
    await on.person.waitUntilSeen('button', 'Reject')
    await waitFor('the focus in the panel', async () => (await on.person.focus()).isInDialog)
    await leave(on.person)
    await on.shop.result()
    await waitFor('the focus', async () => (await on.person.focus()).id === 'opener')
  })

  test('the page scrolls before and afterwards, not while the panel is open', async () => {
    // What the page has heard of the wheel tells when a turn has arrived.
    const before = `window.turns = 0; addEventListener('wheel', () => window.turns++, { capture: true, passive: true })`
    await on.shop.visitAsItIs({ height: 6000, before })
    const scrolled = () => on.person.evaluate(() => window.scrollY)
    const turns = () => on.person.evaluate(() => (window as unknown as { turns: number }).turns)
    /** Some frames after the page has heard of a turn: it has scrolled by then, if it does. */
    const turn = async () => {
      const heard = await turns()
      await waitFor('the wheel', async () => {
        // WebKit sometimes loses a turn when the page has just loaded: then it is sent again.
        await on.person.wheelAt(20, 20, 200)
        await on.person.waitForFrames(5)
        return (await turns()) > heard
      })
      await on.person.waitForFrames(5)
    }
    const resting = () => {
      let last = NaN
      return waitFor('the page to stand still', async () => {
        const now = await scrolled()
        const rests = now === last
        last = now
        return rests && { now }
      })
    }

    await turn()
    await waitFor('the page to scroll', async () => (await scrolled()) > 0)
    const { now: start } = await resting()
    await on.person.evaluate(() => document.getElementById('opener')!.scrollIntoView({ block: 'start' }))
    const { now: opened } = await resting()
    await on.person.click('button', 'Notify me')
    await on.shop.waitForAnswers()
    await turn()
    expect(await resting()).toEqual({ now: opened })
    await on.person.press('Escape')
    await on.person.waitUntilGone('[part~=sheet]')
    expect(await resting()).toEqual({ now: opened })
    await turn()
    await waitFor('the page to scroll again', async () => (await scrolled()) > opened)
    expect(start).toBeGreaterThan(0)
  })

  test("under default-src 'self' with Trusted Types it is styled and works, without a complaint", async () => {
    const policy =
      "default-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"
    const before = `window.complaints = []
      addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective))
      addEventListener('error', (event) => complaints.push(event.message))
      addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)))`
    const complaints = () =>
      on.person.evaluate(() => (window as unknown as { complaints: string[] }).complaints)
    const look = async (change: PageChange) => {
      await on.shop.visitAsItIs(change)
      await on.shop.openPanel()
      const { width, background, color } = await on.person.waitUntilSeen('[part~=sheet]')
      return { width, background, color }
    }
    const withoutPolicy = await look({})
    expect(withoutPolicy.background).toBe('rgb(31, 32, 35)')
    expect(await look({ policy, before })).toEqual(withoutPolicy)
    await on.person.click('button', 'Agree')
    expect(await on.shop.result()).toMatchObject({ success: true, type: 'AGREE' })
    expect(await complaints()).toEqual([])
    // The policy is in force: what it forbids is refused, and heard of.
    const refused = await on.person.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = 'p{}'
      document.body.append(style)
      if (!('trustedTypes' in window)) return true
      try {
        document.createElement('p').innerHTML = '<b>text</b>'
        return false
      } catch {
        return true
      }
    })
    expect(refused).toBe(true)
    await waitFor('the refusal', async () => (await complaints()).some((one) => one.startsWith('style-src')))
  })

  test('on a dark system the panel is dark', async () => {
    await on.shop.visitAsItIs()
    expect(await on.person.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
    await on.shop.openPanel()
    const { background } = await on.person.waitUntilSeen('[part~=sheet]')
    const [, ...channels] = /rgb\((\d+), (\d+), (\d+)\)/.exec(background)!
    expect(Math.max(...channels.map(Number))).toBeLessThan(96)
    // The text can be read on it.
    const [, ...letters] = /rgb\((\d+), (\d+), (\d+)\)/.exec(
      (await on.person.waitUntilSeen('[part~=title]')).color,
    )!
    expect(Math.min(...letters.map(Number))).toBeGreaterThan(160)
  })

  describe('the whole loop', () => {
    let demo: StartedDemo
    beforeEach(async () => {
      demo = await startDemo()
    })
    afterEach(async () => expect(await demo.stop()).toBe(0))
    const shop = () => on.person.inFrame('iframe.shop-frame')
    const says = (selector: string, words: string) =>
      waitFor(`"${words}"`, async () => {
        const seen = await shop().see(selector)
        return seen && seen.text.includes(words)
      })

    test('a person who allows, agrees and orders has the message in the inbox', async () => {
      await on.person.open(demo.url)
      await shop().click('button', 'Notify me')
      await on.person.click('button', 'Allow')
      await shop().click('button', 'Agree')
      await says('#notice-text', 'You will get a message')
      await shop().click('button', 'Order')
      await says('#orders', 'Message sent to your inbox')
      const { messages } = (await (await fetch(`${demo.url}/_sandbox/inbox`)).json()) as {
        messages: { body: string }[]
      }
      expect(messages).toHaveLength(1)
      // The first user reads English.
      expect(messages[0]!.body).toContain('Yummy Chicken Rice')
      // On the phone's screen as well.
      await waitFor('the message on the phone', async () => {
        const seen = await on.person.see('article')
        return seen && seen.text.includes('Yummy Chicken Rice')
      })
    })

    // Each with a start of its own.
    if (!isEveryCase) return
    test.each([
      ['an hour fast', 'Agree', 'You will get a message', 3_600_000],
      ['an hour fast', 'Reject', 'No messages', 3_600_000],
      ['an hour slow', 'Agree', 'You will get a message', -3_600_000],
      ['an hour slow', 'Reject', 'No messages', -3_600_000],
    ])('the clock: on a phone that is %s, %s counts', async (_phone, answer, notice, ahead) => {
      await on.person.open(demo.url)
      await waitFor('the shop', () => shop().see('button', 'Notify me'))
      await shop().evaluate((ahead) => {
        const now = Date.now
        Date.now = () => now() + ahead
      }, ahead)
      await shop().click('button', 'Notify me')
      await on.person.click('button', 'Allow')
      await shop().click('button', answer)
      await says('#notice-text', notice)
    })
  })
}
