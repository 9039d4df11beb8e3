// The H5 panel and the page around it: whatever the page does, the panel lies on top, looks as always, keeps its
// events to itself and leaves nothing behind.
import type { PageChange } from '../support/panel-page'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage({ viewport: { width: 390, height: 700 } })
const { visit, dialog, sheet, openPanel, result } = on
const choose = (name: string) => on.page.getByRole('button', { name, exact: true }).click()
const gone = () => dialog().waitFor({ state: 'detached' })

interface ShopWindow {
  SubscribeMsg: new (options: object) => Instance
  subscribeMsg: Instance
  heard: string[]
  results: unknown[]
}
interface Instance {
  requestSubscribeMessage(): Promise<unknown>
  destroy(): void
}

/** Opens a panel of an own instance below the element, and writes its result down in `window.results`. */
const openBelow = (selector: string) =>
  on.page.evaluate((found) => {
    const shop = window as unknown as ShopWindow
    const backendUrl = `/api/${encodeURIComponent(location.search)}`
    shop.subscribeMsg = new shop.SubscribeMsg({
      target: document.querySelector(found),
      props: { backendUrl, templateIds: ['T1'] },
    })
    shop.results = []
    void shop.subscribeMsg.requestSubscribeMessage().then((one) => shop.results.push(one))
  }, selector)
const results = async (count = 1) => {
  await on.page.waitForFunction((n) => (window as unknown as ShopWindow).results.length === n, count)
  return on.page.evaluate(() => (window as unknown as ShopWindow).results)
}
/** A page whose own styles are these. */
const withStyles = (css: string): PageChange => ({
  height: 3000,
  before: `document.adoptedStyleSheets = [new CSSStyleSheet()]; document.adoptedStyleSheets[0].replaceSync(${JSON.stringify(css)})`,
})

/** What a person notices first when something of a panel is left. */
async function expectPageUsable(): Promise<void> {
  expect(await on.page.locator('.mini-message-panel').count()).toBe(0)
  expect(await on.page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('visible')
  expect(await on.page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
  await on.page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<button id="probe" style="position:fixed;top:0;left:0">Probe',
    )
    document.getElementById('probe')!.onclick = ({ currentTarget }) => (currentTarget as Element).remove()
  })
  await on.page.locator('#probe').click({ timeout: 3000 })
}

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
  test.each(ways)('%s: CANCELLED, the page is usable, and the same instance asks again', async (_, act) => {
    await visit()
    await on.page.evaluate(() => {
      document.querySelector('main')!.insertAdjacentHTML('beforeend', '<div id="place"></div>')
    })
    await openBelow('#place')
    await dialog().waitFor()
    await on.page.evaluate(act)
    expect(await results()).toMatchObject([{ success: false, errorCode: 'CANCELLED' }])
    await expectPageUsable()
    await on.page.evaluate(() => {
      const place = document.getElementById('place')
      if (place) place.style.display = ''
      document.querySelector('main')?.removeAttribute('hidden')
      const shop = window as unknown as ShopWindow
      void shop.subscribeMsg.requestSubscribeMessage().then((one) => shop.results.push(one))
    })
    await choose('Agree')
    expect(await results(2)).toMatchObject([{}, { success: true, type: 'AGREE' }])
    await expectPageUsable()
  })

  test('and then destroys the instance: one result, and the page is usable', async () => {
    await visit()
    await openPanel()
    await on.page.evaluate(() => {
      document.querySelector('.mini-message-panel')!.remove()
      ;(window as unknown as ShopWindow).subscribeMsg.destroy()
    })
    expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
    await expectPageUsable()
  })

  test('the focus goes to the opener, if the page has kept it', async () => {
    await visit()
    await openPanel()
    await on.page.evaluate(() => document.querySelector('.mini-message-panel')!.remove())
    await result()
    expect(await on.page.evaluate(() => document.activeElement?.id)).toBe('opener')
  })

  test('moving it is not taking it away: it stays open, modal and on top', async () => {
    await visit()
    await openPanel()
    await on.page.evaluate(() => {
      const place = document.createElement('section')
      place.style.cssText = 'transform:scale(.5);overflow:hidden;height:9px'
      document.body.append(place)
      place.append(document.querySelector('.mini-message-panel')!)
    })
    expect((await sheet().boundingBox())!.width).toBe(390)
    await on.page.locator('#opener').focus()
    expect(await on.page.evaluate(() => document.activeElement?.className)).toBe('mini-message-panel')
    await choose('Agree')
    expect(await result()).toMatchObject({ success: true, type: 'AGREE' })
  })
})

describe('a target that nobody sees', () => {
  test.each([
    ['is hidden', 'display:none', ''],
    ['stands in a hidden tree', '', 'display:none'],
  ])('%s: UNAVAILABLE, and the page is usable', async (_, own, ofMain) => {
    await visit()
    await on.page.evaluate(
      ([place, main]) => {
        document.querySelector('main')!.style.cssText = main!
        document.querySelector('main')!.insertAdjacentHTML('beforeend', `<p id="place" style="${place}"></p>`)
      },
      [own, ofMain],
    )
    await openBelow('#place')
    expect(await results()).toMatchObject([{ success: false, errorCode: 'UNAVAILABLE' }])
    await expectPageUsable()
  })

  test('has left the page, as after a visit with Turbo: the body of now takes its place', async () => {
    await visit()
    await on.page.evaluate(() => (document.body.id = 'place'))
    const opened = openBelow('#place')
    await on.page.evaluate(() => document.body.replaceWith(document.createElement('body')))
    await opened
    await choose('Agree')
    expect(await results()).toMatchObject([{ success: true }])
  })
})

describe('on top', () => {
  const topmost = () =>
    on.page.evaluate(() => document.elementFromPoint(195, 690)?.classList.contains('mini-message-panel'))

  test.each([
    [
      'a modal dialog of the page',
      "const d = document.createElement('dialog'); document.body.append(d); d.showModal()",
    ],
    [
      'a popover',
      "const p = document.createElement('p'); p.popover = 'manual'; document.body.append(p); p.showPopover()",
    ],
    [
      'a bar with the highest z-index',
      "document.body.insertAdjacentHTML('beforeend', '<p style=\"position:fixed;inset:0;z-index:2147483647;background:red\">')",
    ],
    [
      'a target with a place below everything',
      "document.body.style.cssText = 'position:relative;z-index:-1;isolation:isolate'",
    ],
  ])('of %s it is seen and answers', async (_, act) => {
    await visit()
    await on.page.evaluate(act)
    await openBelow('body')
    await sheet().waitFor()
    expect(await topmost()).toBe(true)
    await choose('Agree')
    expect(await results()).toMatchObject([{ success: true, type: 'AGREE' }])
  })

  test('of an element in full screen', async () => {
    await visit()
    await on.page
      .locator('main')
      .evaluate((main) => main.addEventListener('dblclick', () => void main.requestFullscreen()))
    await on.page.locator('h1').dblclick()
    await on.page.waitForFunction(() => document.fullscreenElement)
    await openPanel()
    await choose('Agree')
    expect(await result()).toMatchObject({ success: true, type: 'AGREE' })
  })

  test('opened from inside a dialog of the page, it gives that dialog back its focus', async () => {
    await visit()
    await on.page.evaluate(() => {
      const own = document.createElement('dialog')
      document.body.append(own)
      own.append(document.getElementById('opener')!)
      own.showModal()
    })
    await openPanel()
    await on.page.keyboard.press('Escape')
    expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
    expect(
      await on.page.evaluate(() => [document.querySelector('dialog')!.open, document.activeElement?.id]),
    ).toEqual([true, 'opener'])
  })
})

describe('whatever the page says, the panel looks the same', () => {
  const look = () =>
    on.page.locator('.mini-message-panel').evaluate((host) => {
      const all = ['dialog', '.sheet', '.title', '.intro', '.choice', '.tick']
      const scroll = scrollY
      return all
        .map((selector) => host.shadowRoot!.querySelector(selector))
        .filter((found) => found !== null)
        .map((found) => {
          const { x, y, width, height } = found.getBoundingClientRect()
          const {
            color,
            fontSize,
            fontFamily,
            letterSpacing,
            lineHeight,
            textAlign,
            opacity,
            visibility,
            direction,
          } = getComputedStyle(found)
          return [
            x,
            y,
            width,
            height,
            color,
            fontSize,
            fontFamily,
            letterSpacing,
            lineHeight,
            textAlign,
          ].concat([opacity, visibility, direction])
        })
        .concat([[scroll]])
    })
  async function lookOf(change: PageChange) {
    await visit({ ...change, height: 3000 })
    await on.page.evaluate(() => scrollTo(0, 300))
    await on.page.evaluate(
      () => void (window as unknown as ShopWindow).subscribeMsg.requestSubscribeMessage(),
    )
    await dialog().waitFor()
    const seen = await look()
    await choose('Agree')
    await gone()
    return seen
  }

  test.each([
    'div { position: relative }',
    'body > * { max-width: 600px; max-height: 100px; margin: 50px }',
    'div:empty, :empty { display: none !important }',
    '* { letter-spacing: 2px; text-transform: uppercase; text-align: right }',
    '* { display: none !important }',
    '* { visibility: hidden !important; opacity: 0 !important; pointer-events: none !important }',
    'body { transform: translateX(9px) }',
    'body { filter: blur(1px); contain: strict; overflow: hidden; height: 200px; width: 200px }',
    'html { font: italic 40px serif; color: red; line-height: 3; word-spacing: 9px }',
    'body { perspective: 9px; will-change: transform; clip-path: inset(10px); opacity: .2 }',
    'mini-message-panel, .mini-message-panel { all: unset !important; position: static !important; width: 9px !important }',
    'dialog, ::backdrop, button, input, h2 { border: 9px solid red !important; background: red !important; font-size: 40px !important }',
    '* { animation: none !important; transition: all 5s !important; box-sizing: content-box !important }',
  ])('%s', async (css) => {
    const alone = await lookOf({})
    await on.page.context().close()
    const hidesAll = css.startsWith('* {') && css.includes('none !important }')
    const beside = await lookOf(
      withStyles(hidesAll ? css.replace('*', '.mini-message-panel, body > *') : css),
    )
    // How far such a page can be scrolled is its own affair.
    expect(beside.slice(0, -1)).toEqual(alone.slice(0, -1))
  })

  test('an inline style on the layer, set by the page while it is open', async () => {
    await visit()
    await openPanel()
    const before = await look()
    await on.page.locator('.mini-message-panel').evaluate((host) => {
      host.setAttribute('style', 'display:none!important;transform:scale(2)!important;opacity:0!important')
      host.setAttribute('hidden', '')
    })
    expect(await look()).toEqual(before)
    await choose('Agree')
    expect(await result()).toMatchObject({ success: true })
  })

  test.each([
    'transform: rotate(3deg)',
    'overflow: hidden; width: 200px; height: 200px',
    'content-visibility: auto; contain: strict; height: 9px',
  ])('a target with %s does not clip or move it, and the page stays where it is', async (style) => {
    await visit({ height: 4000 })
    await on.page.evaluate((css) => {
      document.body.insertAdjacentHTML('beforeend', `<div id="place" style="${css}"></div>`)
      scrollTo(0, 300)
    }, style)
    await openBelow('#place')
    await dialog().waitFor()
    expect(await on.page.evaluate(() => scrollY)).toBe(300)
    const box = (await sheet().boundingBox())!
    expect([box.width, Math.round(box.y + box.height)]).toEqual([390, 700])
    await choose('Agree')
    await gone()
    expect(await on.page.evaluate(() => scrollY)).toBe(300)
  })
})

describe('events of the panel', () => {
  const listenEverywhere = (capture: boolean) =>
    on.page.evaluate((isCapture) => {
      const shop = window as unknown as ShopWindow
      shop.heard = []
      const names =
        'click dblclick mousedown mouseup mousemove pointerdown pointerup pointermove pointerover touchstart touchend keydown keyup keypress input change focusin focusout focus blur wheel contextmenu'
      for (const name of names.split(' '))
        for (const at of [window, document, document.body])
          at.addEventListener(name, (event) => shop.heard.push(event.type), isCapture)
    }, capture)
  const heard = () => on.page.evaluate(() => (window as unknown as ShopWindow).heard)
  async function useEverything(): Promise<void> {
    await on.page.getByRole('checkbox').first().check()
    await on.page.mouse.wheel(0, 50)
    await on.page.keyboard.press('Tab')
    await on.page.keyboard.press('x')
    await on.page.locator('.title').dblclick()
    await on.page.locator('.title').click({ button: 'right' })
    await on.page.getByRole('checkbox').last().tap()
  }

  test('no bubbling listener of the page hears one', async () => {
    await visit({ templates: 2 }, { hasTouch: true })
    await openPanel()
    await on.page.mouse.move(195, 600)
    await on.page.getByRole('checkbox').first().focus()
    await listenEverywhere(false)
    await useEverything()
    expect(await heard()).toEqual([])
  })

  test('one in the capture phase does: a page can do that, and the README says so', async () => {
    await visit({ templates: 2 }, { hasTouch: true })
    await openPanel()
    await listenEverywhere(true)
    await useEverything()
    expect(await heard()).toEqual(expect.arrayContaining(['click', 'pointerdown', 'keydown', 'wheel']))
  })

  test.each([
    ['Agree', () => choose('Agree')],
    ['the close control', () => choose('Close')],
    [
      'the mask',
      () =>
        on.page
          .waitForFunction(
            () => !document.querySelector('.mini-message-panel')?.shadowRoot?.querySelector('.shielded'),
          )
          .then(() => on.page.mouse.click(195, 20)),
    ],
    ['Escape', () => on.page.keyboard.press('Escape')],
  ])('a drawer of the page that closes by Escape or a click outside stays open: %s', async (_, act) => {
    await visit()
    await openPanel()
    await listenEverywhere(false)
    await act()
    await result()
    expect((await heard()).filter((type) => /click|down|up|press|start|end/.test(type))).toEqual([])
  })

  test('a held Escape closes one panel and nothing of the page, the next one is heard by the page', async () => {
    await visit()
    await openPanel()
    await listenEverywhere(false)
    for (let repeat = 0; repeat < 3; repeat += 1) await on.page.keyboard.down('Escape')
    await on.page.keyboard.up('Escape')
    await result()
    expect((await heard()).filter((type) => type.startsWith('key'))).toEqual([])
    await on.page.keyboard.press('Escape')
    expect((await heard()).filter((type) => type.startsWith('key'))).toEqual(
      ['keydown', 'keyup'].flatMap((type) => [type, type, type]),
    )
  })

  test('of two panels the topmost handles Escape, then the other one', async () => {
    await visit()
    await openPanel()
    await openBelow('body')
    await on.page.waitForFunction(() => document.querySelectorAll('.mini-message-panel').length === 2)
    await on.page.keyboard.press('Escape')
    expect(await results()).toMatchObject([{ errorCode: 'CANCELLED' }])
    expect(await dialog().count()).toBe(1)
    await on.page.keyboard.press('Escape')
    expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
    expect(await on.page.evaluate(() => document.activeElement?.id)).toBe('opener')
    await expectPageUsable()
  })

  test('two panels closed in the order they opened leave the page, and its focus, right', async () => {
    await visit()
    await openPanel()
    await openBelow('body')
    await on.page.waitForFunction(() => document.querySelectorAll('.mini-message-panel').length === 2)
    await on.page.evaluate(() => document.querySelector('.mini-message-panel')!.remove())
    expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
    expect(await on.page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('hidden')
    await choose('Reject')
    expect(await results()).toMatchObject([{ type: 'REJECT' }])
    expect(await on.page.evaluate(() => document.activeElement?.id)).toBe('opener')
    await expectPageUsable()
  })

  test('pressed on the sheet and released on the mask closes nothing, nor the other way', async () => {
    await visit()
    await openPanel()
    await on.page.locator('.mini-message-panel dialog:not(.shielded)').waitFor()
    const [inside, outside] = [
      [195, 690],
      [195, 20],
    ] as const
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      await on.page.mouse.move(from[0], from[1])
      await on.page.mouse.down()
      await on.page.mouse.move(to[0], to[1])
      await on.page.mouse.up()
    }
    expect(await dialog().count()).toBe(1)
    await on.page.mouse.click(...outside)
    expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
  })
})

describe('focus', () => {
  const cases: [string, string][] = [
    ['an open shadow root', 'open'],
    ['a closed shadow root', 'closed'],
  ]
  test.each(cases)('an opener inside %s has it again', async (_, mode) => {
    await visit()
    await on.page.evaluate((kind) => {
      const card = document.createElement('shop-card')
      const root = card.attachShadow({ mode: kind as ShadowRootMode })
      const button = document.createElement('button')
      button.onclick = () => void (window as unknown as ShopWindow).subscribeMsg.requestSubscribeMessage()
      root.append(button)
      document.body.prepend(card)
      button.onblur = () => delete document.body.dataset['has']
      button.onfocus = () => (document.body.dataset['has'] = 'focus')
      button.focus()
    }, mode)
    await on.page.keyboard.press('Enter')
    await dialog().waitFor()
    expect(await on.page.evaluate(() => document.body.dataset['has'])).toBeUndefined()
    await on.page.keyboard.press('Escape')
    await gone()
    expect(await on.page.evaluate(() => document.body.dataset['has'])).toBe('focus')
  })

  test.each([
    ['has been disabled meanwhile', "document.getElementById('opener').disabled = true", 'body'],
    ['has become inert meanwhile', "document.querySelector('main').inert = true", 'body'],
    ['has gone meanwhile', "document.getElementById('opener').remove()", 'body'],
  ])('an opener that %s does not get it, and nothing else does', async (_, act, expected) => {
    await visit()
    await openPanel()
    await on.page.evaluate(act)
    await on.page.keyboard.press('Escape')
    await gone()
    expect(await on.page.evaluate(() => document.activeElement?.localName)).toBe(expected)
  })

  test('where nothing had it nothing gets it', async () => {
    await visit()
    await on.page.evaluate(
      () => void (window as unknown as ShopWindow).subscribeMsg.requestSubscribeMessage(),
    )
    await dialog().waitFor()
    await on.page.keyboard.press('Escape')
    await gone()
    expect(await on.page.evaluate(() => document.activeElement?.localName)).toBe('body')
  })

  test.each(['showModal', 'the fallback'])(
    'nothing behind can take it, also what is added while it is open: %s',
    async (how) => {
      await visit({ before: how === 'showModal' ? '' : 'delete HTMLDialogElement.prototype.showModal' })
      await on.page.evaluate(() => {
        document.body.insertAdjacentHTML(
          'beforeend',
          '<aside aria-hidden="false"><button id="aside">Chat</button></aside>',
        )
      })
      await openPanel()
      await on.page.evaluate(() => {
        document.body.insertAdjacentHTML('beforeend', '<input id="chat">')
        document.getElementById('chat')!.focus()
        document.getElementById('aside')!.focus()
      })
      const isInside = () =>
        on.page.evaluate(() => document.activeElement?.className === 'mini-message-panel')
      expect(await isInside()).toBe(true)
      for (let step = 0; step < 9; step += 1) {
        await on.page.keyboard.press(step % 4 === 3 ? 'Shift+Tab' : 'Tab')
        expect(await isInside()).toBe(true)
      }
      await on.page.keyboard.press('Escape')
      await gone()
      expect(await on.page.evaluate(() => document.activeElement?.id)).toBe('opener')
    },
  )

  test('Escape closes also after a press on the mask', async () => {
    await visit()
    await openPanel()
    await on.page.mouse.click(195, 20)
    await on.page.keyboard.press('Escape')
    expect(await result()).toMatchObject({ errorCode: 'CANCELLED' })
  })
})

test('the fallback opens, locks, answers and closes', async () => {
  await visit({ height: 3000, before: 'delete HTMLDialogElement.prototype.showModal' })
  await openPanel()
  expect(await on.page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('hidden')
  await choose('Agree')
  expect(await result()).toMatchObject({ success: true, type: 'AGREE' })
  await expectPageUsable()
})
