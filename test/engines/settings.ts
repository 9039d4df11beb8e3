// What the page sets, what the system prefers, and what a person sees while the backend is slow or wrong.
import type { On } from '../support/engines/engine'
import { waitFor } from '../support/engines/person'

const agreed = { success: true, type: 'AGREE' }

/** A script that holds the panel at the first frame of each movement, in `window.paused`, until `finish()`. */
const movementIsPaused = `{
  let isOver = false
  const look = () => {
    const panel = document.querySelector('.mini-message-panel')
    const moving = isOver || !panel ? [] : panel.shadowRoot.getAnimations()
    moving.forEach((one) => one.pause())
    if (moving.length > 0) window.paused = moving
    if (!isOver) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  window.finish = () => {
    isOver = true
    paused.forEach((one) => one.finish())
  }
}`

export function settings(on: On): void {
  describe('the backend is known', () => {
    const backendUrl = "const backendUrl = '/api/' + encodeURIComponent(location.search)"
    /** Adds a script tag, which the page's own address is written into, and waits until it has run. */
    async function addTag(attributes: Record<string, string>, text = ''): Promise<void> {
      await on.shop.run(`
        ${backendUrl}
        window.first = SubscribeMsg
        const tag = document.createElement('script')
        for (const [name, value] of Object.entries(${JSON.stringify(attributes)})) {
          tag.setAttribute(name, value.replace('BACKEND', backendUrl))
        }
        tag.textContent = ${JSON.stringify(text)}
        document.head.append(tag)`)
      await waitFor('the script', () =>
        on.person.evaluate(() => {
          const page = window as unknown as { SubscribeMsg: unknown; first: unknown }
          return page.SubscribeMsg !== page.first
        }),
      )
    }
    async function expectAgreed(props: string): Promise<void> {
      await on.shop.run(`
        window.results = []
        new SubscribeMsg({ props: { templateIds: ['T1'], ${props} } })
          .requestSubscribeMessage().then((one) => results.push(one))`)
      await on.shop.choose('Agree')
      expect(await on.shop.results()).toMatchObject([agreed])
    }
    const src = '/subscribe-message.js'
    const tagged = { src, 'data-backend-url': 'BACKEND' }

    test('by configure, though the prop backendUrl is undefined', async () => {
      await on.shop.visit()
      await on.shop.run(`${backendUrl}; SubscribeMsg.configure({ backendUrl })`)
      await expectAgreed('backendUrl: undefined')
    })

    test('by the script tag, though the prop backendUrl is undefined', async () => {
      await on.shop.visit()
      await addTag(tagged)
      await expectAgreed('backendUrl: undefined')
    })

    test('by the script tag, though a second copy of the script has no attribute', async () => {
      await on.shop.visit()
      await addTag(tagged)
      await addTag({ src })
      await expectAgreed('')
    })

    test('by the tag of a module that is the script', async () => {
      await on.shop.visit()
      await addTag({ ...tagged, type: 'module' })
      await expectAgreed('')
    })

    test('by the tag of a module that imports the script', async () => {
      await on.shop.visit()
      await addTag({ type: 'module', 'data-backend-url': 'BACKEND' }, `import '${src}'`)
      await expectAgreed('')
    })
  })

  describe('how it looks', () => {
    const background = async () => (await on.person.waitUntilSeen('[part~=sheet]')).background
    const [bright, dark] = ['rgb(255, 255, 255)', 'rgb(31, 32, 35)']
    test.each([
      ['light', bright],
      ['dark', dark],
      ['auto', dark],
      [undefined, dark],
    ])('with theme %s on a dark system', async (theme, expected) => {
      await on.shop.visit({ props: { theme } })
      await on.shop.openPanel()
      expect(await background()).toBe(expected)
    })

    on.testWith('forced colours')('in forced colours every box and control has a border', async () => {
      await on.shop.visit({ templates: 2 })
      await on.person.prefer('forced-colors', 'active')
      await on.person.click('button', 'Notify me')
      await on.shop.waitForAnswers()
      const borders = await on.person.evaluate(() => {
        const { shadowRoot } = document.querySelector('.mini-message-panel')!
        return Array.from(shadowRoot!.querySelectorAll('.sheet, .list, .choice, .close')).map(
          (one) => getComputedStyle(one).borderTopWidth,
        )
      })
      await on.person.prefer('forced-colors', 'none')
      expect(borders).toEqual(['1px', '1px', '1px', '1px', '1px'])
    })

    test('two fingers can zoom on the mask, the sheet and its text', async () => {
      await on.shop.visit()
      await on.shop.openPanel()
      const actions = await on.person.evaluate(() => {
        const { shadowRoot } = document.querySelector('.mini-message-panel')!
        return ['dialog', '.sheet', '.body'].map(
          (part) => getComputedStyle(shadowRoot!.querySelector(part)!).touchAction,
        )
      })
      expect(actions).toEqual(['pinch-zoom', 'manipulation', 'manipulation'])
    })
  })

  describe('movement', () => {
    const movement = () =>
      on.person.evaluate(() => {
        const { shadowRoot } = document.querySelector('.mini-message-panel')!
        return getComputedStyle(shadowRoot!.querySelector('.sheet')!).animationName
      })

    test.each([
      ['it moves in by default', undefined, 'rise'],
      ['with animation: false it does not', false, 'none'],
    ])('%s', async (_, animation, name) => {
      await on.shop.visit({ props: { animation } })
      await on.shop.openPanel()
      expect(await movement()).toBe(name)
    })

    on.testWith('reduced motion')('where the system prefers reduced motion it does not', async () => {
      await on.shop.visit({ props: { animation: true } })
      await on.person.prefer('prefers-reduced-motion', 'reduce')
      await on.shop.openPanel()
      expect(await movement()).toBe('none')
      await on.person.prefer('prefers-reduced-motion', 'no-preference')
    })

    test('what moves out is a picture: the page has focus and scrolling at once, and a press goes through it', async () => {
      // However long the movement takes: it is gone after 400 ms at the latest.
      const before =
        'const usual = setTimeout; window.setTimeout = (run, ms) => usual(run, ms === 400 ? 1e6 : ms)'
      await on.shop.visit({ props: { animation: true }, before })
      await on.shop.run("document.getElementById('opener').focus()")
      await on.person.press('Enter')
      await on.person.waitUntilHittable('button', 'Reject')
      await on.shop.run(movementIsPaused)
      await on.person.press('Escape')
      await waitFor('movement', () => on.person.evaluate(() => 'paused' in window))
      expect(await movement()).toBe('sink')
      expect(await on.person.focus()).toMatchObject({ id: 'opener' })
      expect(await on.person.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe(
        'visible',
      )
      // Below the picture.
      await on.shop.run(
        "document.getElementById('opener').style.cssText = 'position:fixed;left:50%;bottom:60px'",
      )
      await on.person.click('#opener')
      await on.shop.waitForPanels(2)
      await on.shop.run('finish()')
      await on.shop.waitForPanels(1)
      await on.shop.choose('Agree')
      expect(await on.shop.result()).toMatchObject(agreed)
    })
  })

  describe('a backend that', () => {
    /** What the page asks for is held until the test lets it go; the 300 ms pass at once. */
    const isSlow = `{
      const { fetch, setTimeout: usual } = window
      window.setTimeout = (run, ms, ...more) => usual(run, ms === 300 ? 0 : ms, ...more)
      const held = []
      window.fetch = (...all) => new Promise((letGo) => held.push(letGo)).then(() => fetch(...all))
      window.answer = () => { window.fetch = fetch; held.splice(0).forEach((letGo) => letGo()) }
    }`

    test('is slow: a frame shows that something happens, then come the answers', async () => {
      await on.shop.visit({ before: isSlow })
      await on.person.click('button', 'Notify me')
      await on.person.waitUntilSeen('[part~=sheet]')
      expect(await on.person.see('[part~=choice]')).toBe(false)
      await on.shop.run('answer()')
      await on.shop.choose('Agree')
      expect(await on.shop.result()).toMatchObject(agreed)
    })

    test('is slow: the frame can be closed', async () => {
      await on.shop.visit({ before: isSlow })
      await on.person.click('button', 'Notify me')
      await on.person.waitUntilSeen('[part~=sheet]')
      await on.shop.choose('Close')
      expect(await on.shop.result()).toMatchObject({ errorCode: 'CANCELLED' })
      await on.shop.expectUsable()
    })

    test('is slow when nobody has tapped: nothing is shown', async () => {
      await on.shop.visit({ before: isSlow })
      await on.shop.run(
        'window.results = []; subscribeMsg.getSubscriptions().then((one) => results.push(one))',
      )
      await on.person.waitForFrames(8)
      expect(await on.shop.panels()).toBe(0)
      await on.shop.run('answer()')
      expect(await on.shop.results()).toHaveLength(1)
    })

    test('answers 404: the console names its address and what it said', async () => {
      const before = 'window.said = []; console.error = (...all) => said.push(all.join(" "))'
      await on.shop.visit({ before, props: { backendUrl: '/wrong' } })
      await on.person.click('button', 'Notify me')
      expect(await on.shop.result()).toMatchObject({ success: false, errorCode: 'SYSTEM' })
      const said = await waitFor('a word in the console', () =>
        on.person.evaluate(() => (window as unknown as { said: string[] }).said[0] ?? false),
      )
      expect(said).toContain('/wrong/')
      expect(said).toContain('404')
    })
  })

  describe('to manage three', () => {
    const stands = async () => ((await on.shop.result()) as unknown as { templates: object }).templates
    async function untickOne(): Promise<void> {
      await on.shop.visit({ agreed: true, templates: 3, props: { manage: true } })
      await on.person.click('button', 'Notify me')
      await on.person.click('input[type=checkbox]')
    }

    test('one unticked and saved stops one', async () => {
      await untickOne()
      await on.shop.choose('Save')
      expect(await stands()).toEqual({ T1: 'REJECT', T2: 'AGREE', T3: 'AGREE' })
    })

    test('all unticked and saved stops all', async () => {
      await untickOne()
      await on.shop.run(`
        for (const box of document.querySelector('.mini-message-panel').shadowRoot.querySelectorAll('input:checked')) box.click()`)
      await on.shop.choose('Save')
      expect(await stands()).toEqual({ T1: 'REJECT', T2: 'REJECT', T3: 'REJECT' })
    })

    test('Stop all stops all, whatever is ticked', async () => {
      await untickOne()
      await on.shop.choose('Stop all')
      expect(await stands()).toEqual({ T1: 'REJECT', T2: 'REJECT', T3: 'REJECT' })
    })
  })
}
