// The H5 panel in every engine, by what a person observes: what can be clicked, what has the focus, what scrolls.
import { inEveryEngine } from '../support/engines/engine'
import { type Person, waitFor } from '../support/engines/person'
import { type PageChange, type PanelPage, startPanelPage } from '../support/panel-page'

jest.setTimeout(120_000)

/** For each test a new address, so that nothing is stored there. */
let site: PanelPage
beforeEach(async () => {
  site = await startPanelPage()
})
afterEach(() => site.close())

const visit = (person: Person, change: PageChange = {}) => person.open(site.url(change))

async function openPanel(person: Person): Promise<void> {
  await person.click('button', 'Notify me')
  await person.waitUntilSeen('button', 'Reject')
}

/** The answers can be pressed from then on, and the mask as well. */
const waitForAnswers = (person: Person) => person.waitUntilHittable('button', 'Reject')

const resultOf = (person: Person) =>
  waitFor('the result', async () => {
    const seen = await person.see('#result')
    return seen && seen.text !== '' ? (JSON.parse(seen.text) as object) : false
  })

const cancelled = { success: false, errorCode: 'CANCELLED' }

inEveryEngine((on) => {
  test('a person who ticks one of two and agrees gets an answer for each', async () => {
    await visit(on.person, { templates: 2 })
    await on.person.click('button', 'Notify me')
    await on.person.click('input[type=checkbox]')
    await on.person.click('button', 'Agree (1)')
    expect(await resultOf(on.person)).toMatchObject({
      success: true,
      type: 'AGREE',
      templates: { T1: 'AGREE', T2: 'REJECT' },
      fresh: true,
    })
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test('Reject is a result, and the panel goes', async () => {
    await visit(on.person)
    await openPanel(on.person)
    await on.person.click('button', 'Reject')
    expect(await resultOf(on.person)).toMatchObject({ success: true, type: 'REJECT' })
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test('a press on the mask cancels', async () => {
    await visit(on.person)
    await openPanel(on.person)
    await waitForAnswers(on.person)
    await on.person.clickAt(20, 20)
    expect(await resultOf(on.person)).toMatchObject(cancelled)
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test('Escape cancels at once', async () => {
    await visit(on.person)
    await openPanel(on.person)
    await on.person.press('Escape')
    expect(await resultOf(on.person)).toMatchObject(cancelled)
    await on.person.waitUntilGone('[part~=sheet]')
  })

  test.each(['Tab', 'Shift+Tab'] as const)(
    '%s reaches every control of the panel and never the page',
    async (key) => {
      await visit(on.person, { templates: 2 })
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
        // The browser's own controls are no element; the page then says body.
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
    await visit(on.person)
    await on.person.press('Tab')
    expect(await on.person.focus()).toMatchObject({ id: 'opener' })
    await on.person.press('Enter')
    await on.person.waitUntilSeen('button', 'Reject')
    await waitFor('the focus in the panel', async () => (await on.person.focus()).isInDialog)
    await leave(on.person)
    await resultOf(on.person)
    await waitFor('the focus', async () => (await on.person.focus()).id === 'opener')
  })

  test('the page scrolls before and afterwards, not while the panel is open', async () => {
    // What the page has heard of the wheel tells when a turn has arrived.
    const before = `window.turns = 0; addEventListener('wheel', () => window.turns++, { capture: true, passive: true })`
    await visit(on.person, { height: 6000, before })
    const scrolled = () => on.person.evaluate(() => window.scrollY)
    const turns = () => on.person.evaluate(() => (window as unknown as { turns: number }).turns)
    /** Some frames after the page has heard of a turn: it has scrolled by then, if it does. */
    const turn = async () => {
      const heard = await turns()
      await on.person.wheelAt(20, 20, 200)
      await waitFor('the wheel', async () => (await turns()) > heard)
      await on.person.evaluate(() => {
        const counted = window as unknown as { frames: number }
        counted.frames = 0
        const count = () => (++counted.frames < 5 ? requestAnimationFrame(count) : undefined)
        requestAnimationFrame(count)
      })
      await waitFor('five frames', () =>
        on.person.evaluate(() => (window as unknown as { frames: number }).frames >= 5),
      )
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
    await waitForAnswers(on.person)
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
      await visit(on.person, change)
      await openPanel(on.person)
      const { width, background, color } = await on.person.waitUntilSeen('[part~=sheet]')
      return { width, background, color }
    }
    const withoutPolicy = await look({})
    expect(withoutPolicy.background).toBe('rgb(255, 255, 255)')
    expect(await look({ policy, before })).toEqual(withoutPolicy)
    await on.person.click('button', 'Agree')
    expect(await resultOf(on.person)).toMatchObject({ success: true, type: 'AGREE' })
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
})
