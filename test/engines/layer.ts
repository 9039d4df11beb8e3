// The panel and the page around it: whatever the page does, the panel lies on top, looks as always, keeps its events
// to itself and leaves nothing behind.
import type { On } from '../support/engines/engine'
import type { ShopWindow } from '../support/engines/shop'
import { waitFor } from '../support/engines/person'

const cancelled = { success: false, errorCode: 'CANCELLED' }
const agreed = { success: true, type: 'AGREE' }

/** A script that gives the page a style sheet of its own. */
export const styleSheet = (css: string): string =>
  `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet] }`
const withoutModalDialogs = 'delete HTMLDialogElement.prototype.showModal'
const addPlace = (style = '') =>
  `document.querySelector('main').insertAdjacentHTML('beforeend', '<div id="place" style="${style}"></div>')`

export function layer(on: On): void {
  const visit: On['shop']['visit'] = (change) => on.shop.visit(change)
  const hasFocus = () =>
    on.person.evaluate(() => document.activeElement?.id || document.activeElement?.localName)
  const askAgain = () =>
    on.shop.run('subscribeMsg.requestSubscribeMessage().then((one) => results.push(one))')
  const overflow = () => on.person.evaluate(() => getComputedStyle(document.documentElement).overflowY)

  describe('the page takes the panel away', () => {
    const ways: [string, string][] = [
      ['unmounts its target', "document.getElementById('place').remove()"],
      ['empties its target', "document.getElementById('place').innerHTML = ''"],
      ['removes the layer itself', "document.querySelector('.mini-message-panel').remove()"],
      ['replaces the body', "document.body.replaceWith(document.createElement('body'))"],
      ['writes the body anew', "document.body.innerHTML = '<main>Another page</main>'"],
      [
        'renders another body, as Turbo does',
        "document.documentElement.replaceChild(document.createElement('body'), document.body)",
      ],
      [
        'moves its target out of the document',
        'document.createDocumentFragment().append(document.body.firstElementChild)',
      ],
      ['hides its target', "document.getElementById('place').style.display = 'none'"],
      ['hides an ancestor', "document.querySelector('main').hidden = true"],
      [
        'closes the dialog',
        "document.querySelector('.mini-message-panel').shadowRoot.querySelector('dialog').close()",
      ],
    ]
    test.each(ways)('%s: cancelled, the page is usable, the same instance asks again', async (_, act) => {
      await visit()
      await on.shop.run(addPlace())
      await on.shop.askBelow('#place')
      await on.person.waitUntilSeen('button', 'Agree')
      await on.shop.run(act)
      expect(await on.shop.results()).toMatchObject([cancelled])
      await on.shop.expectUsable()
      await on.shop.run(`
        document.getElementById('place')?.removeAttribute('style')
        document.querySelector('main')?.removeAttribute('hidden')`)
      await askAgain()
      await on.shop.choose('Agree')
      expect(await on.shop.results(2)).toMatchObject([cancelled, agreed])
      await on.shop.expectUsable()
    })

    test('and then destroys the instance: one result, and the page is usable', async () => {
      await visit()
      await on.shop.openPanel()
      await on.shop.run("document.querySelector('.mini-message-panel').remove(); subscribeMsg.destroy()")
      expect(await on.shop.result()).toMatchObject(cancelled)
      await on.shop.expectUsable()
    })

    test('destroys the instance while it is open', async () => {
      await visit()
      await on.shop.openPanel()
      await on.shop.run('subscribeMsg.destroy()')
      expect(await on.shop.result()).toMatchObject(cancelled)
      await on.shop.expectUsable()
    })

    test('the focus goes to the opener, if the page has kept it', async () => {
      await visit()
      await on.shop.run("document.getElementById('opener').focus()")
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      await on.shop.run("document.querySelector('.mini-message-panel').remove()")
      expect(await on.shop.result()).toMatchObject(cancelled)
      expect(await hasFocus()).toBe('opener')
    })

    test('moving it is not taking it away: it stays open, modal and on top', async () => {
      await visit()
      await on.shop.openPanel()
      const { width } = await on.shop.waitForAnswers()
      await on.shop.run(`
        const place = document.createElement('section')
        place.style.cssText = 'transform:scale(.5);overflow:hidden;height:9px'
        document.body.append(place)
        place.append(document.querySelector('.mini-message-panel'))`)
      expect((await on.shop.waitForAnswers()).width).toBe(width)
      await on.shop.run("document.getElementById('opener').focus()")
      expect((await on.person.focus()).isInDialog).toBe(true)
      await on.shop.choose('Agree')
      expect(await on.shop.result()).toMatchObject(agreed)
    })

    test.each([
      ['is hidden', 'display:none', ''],
      ['stands in a hidden tree', '', 'display:none'],
    ])('a target that %s: unavailable, and the page is usable', async (_, own, ofMain) => {
      await visit()
      await on.shop.run(addPlace(own))
      await on.shop.run(`document.querySelector('main').style.cssText = '${ofMain}'`)
      await on.shop.askBelow('#place')
      expect(await on.shop.results()).toMatchObject([{ success: false, errorCode: 'UNAVAILABLE' }])
      await on.shop.expectUsable()
    })

    test('the target is replaced before it opens, as by a visit with Turbo: it opens', async () => {
      await visit()
      await on.shop.run(`
        document.body.id = 'place'
        const backendUrl = '/api/' + encodeURIComponent(location.search)
        const props = { backendUrl, templateIds: ['T1'], animation: false }
        window.results = []
        new SubscribeMsg({ target: document.body, props }).requestSubscribeMessage().then((one) => results.push(one))
        document.body.replaceWith(document.createElement('body'))`)
      await on.shop.choose('Agree')
      expect(await on.shop.results()).toMatchObject([agreed])
    })
  })

  describe('on top', () => {
    test.each([
      [
        'a modal dialog of the page',
        "const own = document.createElement('dialog'); document.body.append(own); own.showModal()",
      ],
      [
        'a popover',
        "const own = document.createElement('p'); own.popover = 'manual'; document.body.append(own); own.showPopover()",
      ],
      [
        'a bar with z-index 2147483647',
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"position:fixed;inset:0;z-index:2147483647;background:red\">')",
      ],
      [
        'a page whose body lies below everything',
        "document.body.style.cssText = 'position:relative;z-index:-1;isolation:isolate'",
      ],
    ])('of %s it is seen and answers', async (_, act) => {
      await visit()
      await on.shop.run(act)
      await on.shop.askBelow('body')
      await on.shop.choose('Agree')
      expect(await on.shop.results()).toMatchObject([agreed])
    })

    test('of an element in full screen it is seen and answers', async () => {
      await visit()
      await on.shop.run(`
        const main = document.querySelector('main')
        main.addEventListener('click', () => main.requestFullscreen(), { once: true })`)
      await on.person.click('h1')
      await waitFor('full screen', () => on.person.evaluate(() => document.fullscreenElement !== null))
      await on.shop.openPanel()
      await on.shop.choose('Agree')
      expect(await on.shop.result()).toMatchObject(agreed)
      await on.person.evaluate(() => void document.exitFullscreen())
      await waitFor('the window', () => on.person.evaluate(() => document.fullscreenElement === null))
    })

    test('opened from inside a modal dialog of the page: that dialog stays open and has the focus again', async () => {
      await visit()
      await on.shop.run(`
        const own = document.createElement('dialog')
        document.body.append(own)
        own.append(document.getElementById('opener'))
        own.showModal()`)
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      await on.person.press('Escape')
      expect(await on.shop.result()).toMatchObject(cancelled)
      expect(await on.person.evaluate(() => document.querySelector('dialog')!.open)).toBe(true)
      expect(await hasFocus()).toBe('opener')
    })
  })

  describe('whatever the page says, the panel looks the same', () => {
    const look = () =>
      on.person.evaluate(() => {
        const { shadowRoot } = document.querySelector('.mini-message-panel')!
        return ['dialog', '.sheet', '.title', '.intro', '.choice', '.tick', '.close'].map((selector) => {
          const found = shadowRoot!.querySelector(selector)
          if (!found) return []
          const { x, y, width, height } = found.getBoundingClientRect()
          const style = getComputedStyle(found)
          const names =
            'color,fontSize,fontFamily,letterSpacing,lineHeight,textAlign,opacity,visibility,direction,backgroundColor'
          return [x, y, width, height, ...names.split(',').map((name) => style[name as 'color'])]
        })
      })
    async function lookOf(before: string) {
      await visit({ height: 3000, before })
      await on.person.evaluate(() => scrollTo(0, 300))
      await on.shop.openWithoutPress()
      const seen = await look()
      await on.shop.choose('Agree')
      await on.shop.waitForPanels(0)
      return seen
    }
    // A page that needs no scroll bar, by its styles, has none: that is not a look of the panel.
    const withBar = (css: string) => styleSheet(`html { overflow-y: scroll !important } ${css}`)
    /** In this engine, without more styles of the page. */
    let alone: Awaited<ReturnType<typeof lookOf>> | undefined

    test.each([
      'div { position: relative }',
      'body > * { max-width: 600px; max-height: 100px; margin: 50px }',
      'div:empty, :empty { display: none !important }',
      '* { letter-spacing: 2px; text-transform: uppercase; text-align: right }',
      '.mini-message-panel, body > * { display: none !important }',
      '* { visibility: hidden !important; opacity: 0 !important; pointer-events: none !important }',
      'body { transform: translateX(9px) }',
      'body { filter: blur(1px); contain: strict; overflow: hidden; height: 200px; width: 200px }',
      'html { font: italic 40px serif; color: red; line-height: 3; word-spacing: 9px }',
      'body { perspective: 9px; will-change: transform; clip-path: inset(10px); opacity: .2 }',
      'mini-message-panel, .mini-message-panel { all: unset !important; position: static !important; width: 9px !important }',
      'dialog, ::backdrop, button, input, h2 { border: 9px solid red !important; background: red !important; font-size: 40px !important }',
      '* { animation: none !important; transition: all 5s !important; box-sizing: content-box !important }',
    ])('%s', async (css) => {
      alone ??= await lookOf(withBar(''))
      expect(alone.flat().length).toBeGreaterThan(60)
      expect(await lookOf(withBar(css))).toEqual(alone)
    })

    test('an inline style on the layer, set by the page while it is open', async () => {
      await visit()
      await on.shop.openPanel()
      const before = await look()
      await on.shop.run(`
        const host = document.querySelector('.mini-message-panel')
        host.setAttribute('style', 'display:none!important;transform:scale(2)!important;opacity:0!important')
        host.setAttribute('hidden', '')`)
      expect(await look()).toEqual(before)
      await on.shop.choose('Agree')
      expect(await on.shop.result()).toMatchObject(agreed)
    })

    test.each([
      'transform: rotate(3deg)',
      'overflow: hidden; width: 200px; height: 200px',
      'content-visibility: auto; contain: strict; height: 9px',
    ])('a target with %s does not clip it, and the page stays where it is', async (style) => {
      const scrolled = () => on.person.evaluate(() => scrollY)
      await visit({ height: 4000 })
      await on.shop.openPanel()
      const usual = await look()
      await on.person.press('Escape')
      await on.shop.waitForPanels(0)
      await on.shop.run(
        `document.body.insertAdjacentHTML('beforeend', '<div id="place" style="${style}"></div>'); scrollTo(0, 300)`,
      )
      await on.shop.askBelow('#place')
      await on.shop.waitForAnswers()
      expect(await scrolled()).toBe(300)
      expect(await look()).toEqual(usual)
      await on.shop.choose('Agree')
      await on.shop.waitForPanels(0)
      expect(await scrolled()).toBe(300)
    })
  })

  describe('events', () => {
    const listenEverywhere = (isCapture = false) =>
      on.person.evaluate((capture) => {
        const shop = window as unknown as ShopWindow
        shop.heard = []
        const names =
          'click dblclick mousedown mouseup mousemove pointerdown pointerup pointermove pointerover touchstart touchend keydown keyup keypress input change focusin focusout focus blur wheel contextmenu selectstart animationstart animationend transitionrun transitionend'
        for (const name of names.split(' '))
          for (const at of [window, document, document.body])
            at.addEventListener(name, (event) => shop.heard.push(event.type), capture)
      }, isCapture)
    const heard = () => on.person.evaluate(() => (window as unknown as ShopWindow).heard)
    async function useEverything(): Promise<void> {
      await on.person.click('input[type=checkbox]')
      const { x, y } = await on.person.waitUntilSeen('[part~=title]')
      await on.person.wheelAt(x, y, 50)
      await on.person.press('Tab')
      await on.person.press('x')
      await on.person.pointer({ x, y }, 'down', 'up', 'down', 'up')
    }
    /** How often the browser has said that a key is held: what drives it must be able to. */
    const countHeld = "window.held = 0; addEventListener('keydown', ({ repeat }) => (held += repeat), true)"
    async function openAndRest(): Promise<void> {
      await on.shop.openPanel()
      const { x, y } = await on.shop.waitForAnswers()
      await on.person.pointer({ x, y })
    }

    test('no bubbling listener of the page hears one of the panel', async () => {
      await visit({ templates: 2 })
      await on.person.click('button', 'Notify me')
      await on.shop.waitForAnswers()
      await on.shop.run(
        "document.querySelector('.mini-message-panel').shadowRoot.querySelector('input').focus()",
      )
      const { x, y } = await on.person.waitUntilSeen('input[type=checkbox]')
      await on.person.pointer({ x, y })
      await listenEverywhere()
      await useEverything()
      await on.person.waitForFrames(4)
      expect(await heard()).toEqual([])
    })

    test('a listener in the capture phase hears them, as documented', async () => {
      await visit({ templates: 2 })
      await on.person.click('button', 'Notify me')
      await on.shop.waitForAnswers()
      await listenEverywhere(true)
      await useEverything()
      expect(await heard()).toEqual(expect.arrayContaining(['click', 'pointerdown', 'keydown', 'wheel']))
    })

    test.each([
      ['Agree', () => on.shop.choose('Agree')],
      ['the close control', () => on.shop.choose('Close')],
      ['a press on the mask', () => on.shop.pressMask()],
      ['Escape', () => on.person.press('Escape')],
    ])('a drawer of the page that closes by Escape or a click outside stays open: %s', async (_, act) => {
      await visit()
      await openAndRest()
      await listenEverywhere()
      await act()
      await on.shop.result()
      expect((await heard()).filter((type) => /click|down|up|press|start|end/.test(type))).toEqual([])
    })

    on.testWith('a held key')('a held Escape closes one panel and nothing of the page', async () => {
      await visit({ before: countHeld })
      await openAndRest()
      await listenEverywhere()
      await on.person.keys({ down: 'Escape' }, { down: 'Escape' }, { down: 'Escape' }, { up: 'Escape' })
      await on.shop.result()
      expect(await on.person.evaluate(() => (window as unknown as { held: number }).held)).toBe(2)
      const keys = async () => (await heard()).filter((type) => ['keydown', 'keyup'].includes(type))
      expect(await keys()).toEqual([])
      await on.person.press('Escape')
      expect(await keys()).toEqual(['keydown', 'keydown', 'keydown', 'keyup', 'keyup', 'keyup'])
    })

    test('the next Escape after one that closed the panel is heard by the page', async () => {
      await visit()
      await openAndRest()
      await on.person.press('Escape')
      await on.shop.result()
      await listenEverywhere()
      await on.person.press('Escape')
      expect(await heard()).toEqual(expect.arrayContaining(['keydown', 'keyup']))
    })

    test('of two panels the topmost handles Escape, then the other one', async () => {
      await visit()
      await on.shop.run("document.getElementById('opener').focus()")
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      await on.shop.askBelow('body')
      await on.shop.waitForPanels(2)
      await on.person.press('Escape')
      expect(await on.shop.results()).toMatchObject([cancelled])
      await on.shop.waitForPanels(1)
      await on.person.press('Escape')
      expect(await on.shop.result()).toMatchObject(cancelled)
      expect(await hasFocus()).toBe('opener')
      await on.shop.expectUsable()
    })

    test('two panels closed in the order they opened leave the page, and its focus, right', async () => {
      await visit()
      await on.shop.run("document.getElementById('opener').focus()")
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      await on.shop.askBelow('body')
      await on.shop.waitForPanels(2)
      await on.shop.run("document.querySelector('.mini-message-panel').remove()")
      expect(await on.shop.result()).toMatchObject(cancelled)
      expect(await overflow()).toBe('hidden')
      await on.shop.choose('Reject')
      expect(await on.shop.results()).toMatchObject([{ type: 'REJECT' }])
      expect(await hasFocus()).toBe('opener')
      await on.shop.expectUsable()
    })

    test('pressed on the sheet and released on the mask closes nothing, nor the other way', async () => {
      await visit()
      await on.shop.openPanel()
      await on.shop.waitForAnswers()
      const { x, y } = await on.person.waitUntilSeen('[part~=title]')
      const [inside, outside] = [
        { x, y },
        { x: 20, y: 20 },
      ]
      await on.person.pointer(inside, 'down', outside, 'up')
      await on.person.pointer(outside, 'down', inside, 'up')
      await on.person.waitForFrames(4)
      expect(await on.shop.panels()).toBe(1)
      await on.person.pointer(outside, 'down', 'up')
      expect(await on.shop.result()).toMatchObject(cancelled)
    })
  })

  describe('focus', () => {
    test.each(['open', 'closed'])('an opener inside a shadow root that is %s has it again', async (mode) => {
      await visit()
      await on.shop.run(`
        const card = document.createElement('shop-card')
        const root = card.attachShadow({ mode: '${mode}' })
        const button = document.createElement('button')
        button.onclick = () => subscribeMsg.requestSubscribeMessage()
        root.append(button)
        document.body.prepend(card)
        button.onblur = () => delete document.body.dataset.has
        button.onfocus = () => (document.body.dataset.has = 'focus')
        button.focus()`)
      const hasIt = () => on.person.evaluate(() => document.body.dataset['has'] === 'focus')
      expect(await hasIt()).toBe(true)
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      expect(await hasIt()).toBe(false)
      await on.person.press('Escape')
      await on.shop.waitForPanels(0)
      expect(await hasIt()).toBe(true)
    })

    test.each([
      ['has been disabled meanwhile', "document.getElementById('opener').disabled = true"],
      ['has become inert meanwhile', "document.querySelector('main').inert = true"],
      ['has gone meanwhile', "document.getElementById('opener').remove()"],
      ['is not a button any more', "document.getElementById('opener').outerHTML = '<p>Thanks</p>'"],
    ])('an opener that %s does not get it, and nothing else does', async (_, act) => {
      await visit()
      await on.shop.openPanel()
      await on.shop.run(act)
      await on.person.press('Escape')
      await on.shop.waitForPanels(0)
      expect(await hasFocus()).toBe('body')
    })

    test.each([
      ['the same id', '<button id="opener" class="busy">Wait</button>'],
      ['the same words', '<button class="busy">Notify me</button>'],
    ])('an opener that was rendered again with %s has it again', async (_, html) => {
      await visit()
      await on.shop.run("document.getElementById('opener').focus()")
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      await on.shop.run(`document.getElementById('opener').outerHTML = '${html}'`)
      await on.person.press('Escape')
      await on.shop.waitForPanels(0)
      expect(await on.person.evaluate(() => document.activeElement?.className)).toBe('busy')
    })

    test('where nothing had it nothing gets it', async () => {
      await visit()
      await on.shop.openWithoutPress()
      await on.person.press('Escape')
      await on.shop.waitForPanels(0)
      expect(await hasFocus()).toBe('body')
    })

    test.each([
      ['', ''],
      [', without modal dialogs', withoutModalDialogs],
    ])('a widget that is added while it is open can not take it%s', async (_, before) => {
      await visit({ before })
      await on.shop.run(`
        document.body.insertAdjacentHTML('beforeend', '<aside aria-hidden="false"><button id="aside">Chat</button></aside>')
        document.getElementById('opener').focus()`)
      await on.person.press('Enter')
      await on.person.waitUntilSeen('button', 'Reject')
      await on.shop.run(`
        document.body.insertAdjacentHTML('beforeend', '<input id="chat">')
        document.getElementById('chat').focus()
        document.getElementById('aside').focus()`)
      const isOnPage = async () => {
        const { isInDialog, tag } = await on.person.focus()
        // The browser's own controls are not elements of the page, which then says body.
        return !isInDialog && !['body', 'html'].includes(tag)
      }
      expect((await on.person.focus()).isInDialog).toBe(true)
      for (let step = 0; step < 9; step += 1) {
        await on.person.press(step % 4 === 3 ? 'Shift+Tab' : 'Tab')
        expect(await isOnPage()).toBe(false)
      }
      await on.person.press('Escape')
      await on.shop.waitForPanels(0)
      expect(await hasFocus()).toBe('opener')
    })

    test('Escape closes also after a press on the mask that did not count', async () => {
      await on.shop.visitKeepingTime()
      await on.shop.openPanel()
      await on.person.clickAt(20, 20)
      await on.person.press('Escape')
      expect(await on.shop.result()).toMatchObject(cancelled)
    })
  })

  test('without modal dialogs it opens, locks, answers and closes', async () => {
    await visit({ height: 3000, before: withoutModalDialogs })
    await on.shop.openPanel()
    expect(await overflow()).toBe('hidden')
    await on.shop.choose('Agree')
    expect(await on.shop.result()).toMatchObject(agreed)
    await on.shop.expectUsable()
  })
}
