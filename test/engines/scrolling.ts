// The page behind the panel stays where it is, however it is pushed, and has its own styles afterwards.
import type { On } from '../support/engines/engine'
import { waitFor } from '../support/engines/person'
import type { PageChange } from '../support/panel-page'
import { styleSheet } from './layer'

const withoutSheets = 'delete window.CSSStyleSheet; delete Document.prototype.adoptedStyleSheets'
/** What the page has heard of the wheel tells when a turn has arrived. */
const countTurns =
  "window.turns = 0; addEventListener('wheel', () => window.turns++, { capture: true, passive: true })"

export function scrolling(on: On): void {
  const visit = (change: PageChange) =>
    on.shop.visit({ height: 4000, ...change, before: `${countTurns}\n${change.before ?? ''}` })
  const scrollTo = (y: number) => on.person.evaluate((top) => window.scrollTo(0, top), y)
  const turns = () => on.person.evaluate(() => (window as unknown as { turns: number }).turns)
  /** Where the page is, and the text on the panel, after both have come to rest. */
  const places = () => {
    let last: string | undefined
    return waitFor('the page to stand still', async () => {
      const now = await on.person.evaluate(() => {
        const body = document.querySelector('.mini-message-panel')?.shadowRoot!.querySelector('[part=body]')
        return {
          page: Math.round(scrollY),
          panel: Math.round(body?.scrollTop ?? 0),
          most: body ? body.scrollHeight - body.clientHeight : 0,
        }
      })
      const rests = JSON.stringify(now) === last
      last = JSON.stringify(now)
      return rests && now
    })
  }
  /** The page has heard of the turn, and had the time to scroll. */
  async function turn(x: number, y: number, distance: number): Promise<void> {
    const heard = await turns()
    await on.person.wheelAt(x, y, distance)
    await waitFor('the wheel', async () => (await turns()) > heard)
    await on.person.waitForFrames(5)
  }
  async function isLocked(): Promise<boolean> {
    const { page } = await places()
    await turn(20, 20, 400)
    await turn(20, 20, -200)
    return (await places()).page === page
  }
  async function expectScrollable(): Promise<void> {
    const { page } = await places()
    await turn(20, 400, 200)
    await waitFor('the page to scroll', async () => (await places()).page > page)
  }
  async function close(): Promise<void> {
    await on.person.press('Escape')
    await on.shop.waitForPanels(0)
  }
  const styles = () =>
    on.person.evaluate(() =>
      [document.documentElement, document.body].map((one) => {
        const { overflowX, overflowY, paddingRight, scrollbarGutter } = getComputedStyle(one)
        return [one.getAttribute('style'), overflowX, overflowY, paddingRight, scrollbarGutter]
      }),
    )

  describe('the page is locked exactly while a panel is open', () => {
    test('pushed on a long text to both ends, and on the mask', async () => {
      await visit({ templates: 9 })
      await on.person.resize(600, 600)
      await scrollTo(300)
      await on.shop.openWithoutPress()
      const { x, y } = await on.person.waitUntilSeen('[part=body]')
      const { most } = await places()
      expect(most).toBeGreaterThan(50)
      // Twice each, so that the second one starts at the end.
      for (const distance of [9000, 600]) await turn(x, y, distance)
      expect(await places()).toEqual({ page: 300, panel: most, most })
      for (const distance of [-9000, -600]) await turn(x, y, distance)
      expect(await places()).toEqual({ page: 300, panel: 0, most })
      expect(await isLocked()).toBe(true)
      await close()
      await expectScrollable()
    })

    test.each([
      ['the window scrolls', 'body { overflow-x: hidden }'],
      ['the body has the height of the window', 'html, body { height: 100% } body { overflow-x: hidden }'],
      ['the root has overflow of its own', 'html { overflow-y: scroll }'],
    ])('where %s, by wheel and by key, it comes back to where it was', async (_, css) => {
      await visit({ before: styleSheet(css) })
      await scrollTo(300)
      await on.shop.openWithoutPress()
      expect(await isLocked()).toBe(true)
      await on.person.press('PageDown')
      await on.person.waitForFrames(5)
      expect((await places()).page).toBe(300)
      await close()
      expect((await places()).page).toBe(300)
      await expectScrollable()
    })

    describe.each([
      ['with constructed style sheets', ''],
      ['with style elements', withoutSheets],
    ])('%s', (_, before) => {
      test.each([
        ['no styles of its own', ''],
        ['a body with overflow-y: scroll', "document.body.style.overflowY = 'scroll'"],
        ['a body with overflow-x: hidden', "document.body.style.overflowX = 'hidden'"],
        [
          'root and body with overflow: auto',
          "document.documentElement.style.overflow = document.body.style.overflow = 'auto'",
        ],
        [
          'an important inline style',
          "document.documentElement.style.setProperty('color', 'red', 'important')",
        ],
      ])('%s: locked, and as before afterwards', async (_styles, act) => {
        await visit({ before })
        await on.shop.run(act)
        await scrollTo(300)
        const own = await styles()
        await on.shop.openWithoutPress()
        expect(await isLocked()).toBe(true)
        await close()
        expect(await styles()).toEqual(own)
        expect((await places()).page).toBe(300)
      })

      test.each(['before', 'after'])(
        'another dialog locks %s ours opens, and unlocks first',
        async (when) => {
          await visit({ before })
          await scrollTo(300)
          const own = await styles()
          const lock = () => on.shop.run("document.body.style.overflow = 'hidden'")
          if (when === 'before') await lock()
          await on.shop.openWithoutPress()
          if (when === 'after') await lock()
          await on.shop.run("document.body.style.overflow = ''")
          expect(await isLocked()).toBe(true)
          await close()
          expect((await styles()).map((all) => all.slice(1))).toEqual(own.map((all) => all.slice(1)))
          await expectScrollable()
        },
      )

      test('another dialog locks before ours opens and unlocks after it has closed', async () => {
        await visit({ before })
        await on.shop.run("document.body.style.overflow = 'hidden'")
        const own = await styles()
        await on.shop.openWithoutPress()
        await close()
        expect(await styles()).toEqual(own)
      })
    })

    test.each([
      'html, body { overflow: auto !important }',
      'html { overflow-y: scroll !important }',
      'html#root.page:not(.x) { overflow: visible !important }',
      'body { overflow: scroll !important; height: 100% } html { height: 100% }',
    ])('a page that says %s', async (css) => {
      const names = "document.documentElement.id = 'root'; document.documentElement.className = 'page'"
      await visit({ before: `${styleSheet(css)}; ${names}` })
      await scrollTo(300)
      const own = await styles()
      const { page: start } = await places()
      await on.shop.openWithoutPress()
      expect((await places()).page).toBe(start)
      expect(await isLocked()).toBe(true)
      await close()
      expect(await styles()).toEqual(own)
      expect(await on.person.evaluate(() => document.adoptedStyleSheets.length)).toBe(1)
    })

    test('a page that puts an old list of its style sheets back is not locked by it', async () => {
      await visit({})
      await on.shop.openWithoutPress()
      await on.shop.run('window.old = [...document.adoptedStyleSheets]')
      await close()
      await on.shop.run('document.adoptedStyleSheets = old')
      await expectScrollable()
    })
  })

  describe('where scroll bars take room nothing jumps sideways', () => {
    const withoutGutter = `const real = getComputedStyle
      window.getComputedStyle = (one) => new Proxy(real(one), { get: (all, name) => (name === 'scrollbarGutter' ? undefined : all[name]) })`
    for (const [where, css, change] of [
      ['on a page that is higher than the window', 'div, main { margin: 0 auto; width: 50% }', {}],
      ['in a browser without scrollbar-gutter', 'main { width: 100% }', { before: withoutGutter }],
      ['on a page that always shows one', 'html { overflow-y: scroll }', { height: 0 }],
      ['on a page that keeps room on both sides', 'html { scrollbar-gutter: stable both-edges }', {}],
    ] as [string, string, PageChange][]) {
      on.testWith('scroll bars that take room')(where, async () => {
        await visit({ ...change, before: `${styleSheet(css)}\n${change.before ?? ''}` })
        const lefts = () =>
          on.person.evaluate(() =>
            ['main', '#opener', 'a'].map((one) => {
              const { left, right } = document.querySelector(one)!.getBoundingClientRect()
              return [left, right]
            }),
          )
        const own = await lefts()
        const room = await on.person.evaluate(() => innerWidth - document.documentElement.clientWidth)
        expect(room).toBeGreaterThan(0)
        await on.shop.openPanel()
        expect(await lefts()).toEqual(own)
        await close()
        expect(await lefts()).toEqual(own)
      })
    }
  })
}
