// Nobody agrees by accident: with half of a double tap, a key that is still down, or answers that moved under the
// finger. The half second ends when the test says so.
import type { On } from '../support/engines/engine'
import { type Seen, waitFor } from '../support/engines/person'
import type { PageChange } from '../support/panel-page'

export function accidents(on: On): void {
  async function open(change: PageChange = {}): Promise<void> {
    await on.shop.visitKeepingTime(change)
    await on.shop.run("document.getElementById('opener').focus()")
    await on.person.press('Enter')
    await on.person.waitUntilSeen('[part~=choice]')
    await on.shop.waitUntilHalfSecondBegins()
  }
  /** Nothing was answered or closed, and there was time for it. */
  async function expectStillAsking(): Promise<void> {
    await on.person.waitForFrames(4)
    expect(await on.person.see('button', 'Agree')).not.toBe(false)
    expect(await on.shop.panels()).toBe(1)
  }
  async function expectAgreed(): Promise<void> {
    expect(await on.shop.result()).toMatchObject({ success: true, type: 'AGREE' })
  }
  const focusAgree = () =>
    on.person.evaluate(() => {
      const all = document.querySelector('.mini-message-panel')!.shadowRoot!.querySelectorAll('button')
      Array.from(all)
        .find((one) => one.textContent === 'Agree')!
        .focus()
    })
  const isTicked = () =>
    on.person.evaluate(
      () => document.querySelector('.mini-message-panel')!.shadowRoot!.querySelector('input')!.checked,
    )

  describe('consent by accident', () => {
    describe.each([
      ['where Agree will be', () => on.person.waitUntilSeen('button', 'Agree')],
      ['where Reject will be', () => on.person.waitUntilSeen('button', 'Reject')],
      ['where the mask will be', () => Promise.resolve({ x: 60, y: 60 })],
    ])('an opener %s', (_, find: () => Promise<Pick<Seen, 'x' | 'y'>>) => {
      const secondTap = (tap: (x: number, y: number) => Promise<void>) => async () => {
        await open()
        const { x, y } = await find()
        await on.person.press('Escape')
        await on.shop.waitForPanels(0)
        await on.person.evaluate(
          (left, top) => {
            const opener = document.getElementById('opener')!
            opener.style.cssText = `position:fixed;left:${left - 30}px;top:${top - 10}px;width:60px;height:20px`
            document.getElementById('result')!.textContent = ''
            ;(window as unknown as { kept: unknown[] }).kept = []
          },
          x,
          y,
        )
        await tap(x, y)
        await on.person.waitUntilSeen('[part~=choice]')
        await tap(x, y)
        await on.shop.waitUntilHalfSecondBegins()
        await tap(x, y)
        await expectStillAsking()
        await on.shop.letHalfSecondPass()
        await on.shop.choose('Agree')
        await expectAgreed()
      }
      test(
        'a second press by mouse does nothing',
        secondTap((x, y) => on.person.clickAt(x, y)),
      )
      test(
        'a second tap by finger does nothing',
        secondTap((x, y) => on.person.tap(x, y)),
      )
    })

    test('a press that began before does not count, the next one does', async () => {
      await open()
      const { x, y } = await on.person.waitUntilSeen('button', 'Agree')
      await on.person.pointer({ x, y }, 'down')
      await on.shop.letHalfSecondPass()
      await on.person.pointer('up')
      await expectStillAsking()
      await on.person.clickAt(x, y)
      await expectAgreed()
    })

    test('a press on the mask that began before does not close it', async () => {
      await open()
      await on.person.pointer({ x: 20, y: 20 }, 'down')
      await on.shop.letHalfSecondPass()
      await on.person.pointer('up')
      await expectStillAsking()
    })

    on.testWith('a held key')(
      'Enter that is held from the opener on answers nothing, however long',
      async () => {
        await on.shop.visitKeepingTime()
        await on.shop.run("document.getElementById('opener').focus()")
        await on.person.keys({ down: 'Enter' })
        await on.person.waitUntilSeen('[part~=choice]')
        await focusAgree()
        await on.person.keys({ down: 'Enter' })
        await on.shop.letHalfSecondPass()
        await on.person.keys({ down: 'Enter' }, { up: 'Enter' })
        await expectStillAsking()
        await on.person.press('Enter')
        await expectAgreed()
      },
    )

    test.each([
      ['Enter', 'Enter'],
      ['Space', ' '],
    ] as const)('%s that went down too early answers nothing when it comes up', async (_, key) => {
      await open()
      await focusAgree()
      await on.person.keys({ down: key })
      await on.shop.letHalfSecondPass()
      await on.person.keys({ up: key })
      await expectStillAsking()
      await on.person.press(key)
      await expectAgreed()
    })

    test('boxes stay as they are, by mouse and by key', async () => {
      await open({ templates: 2 })
      const { x, y } = await on.person.waitUntilSeen('input[type=checkbox]')
      await on.person.clickAt(x, y)
      await on.person.clickAt(x + 60, y)
      await on.shop.run(
        "document.querySelector('.mini-message-panel').shadowRoot.querySelector('input').focus()",
      )
      await on.person.press(' ')
      await on.person.waitForFrames(4)
      expect(await isTicked()).toBe(false)
      await on.shop.letHalfSecondPass()
      await on.person.press(' ')
      expect(await isTicked()).toBe(true)
      await on.person.clickAt(x, y)
      expect(await isTicked()).toBe(false)
    })

    const focusClose = () =>
      on.shop.run("document.querySelector('.mini-message-panel').shadowRoot.querySelector('.close').focus()")
    test.each([
      ['Escape', () => on.person.press('Escape')],
      ['a press on the close control', () => on.shop.choose('Close')],
      ['Enter on the close control', () => focusClose().then(() => on.person.press('Enter'))],
      ['Space on the close control', () => focusClose().then(() => on.person.press(' '))],
    ])('%s works at any time', async (_, act) => {
      await open()
      await act()
      expect(await on.shop.result()).toMatchObject({ errorCode: 'CANCELLED' })
    })

    test.each([
      ['the phone is turned', () => on.person.resize(900, 600)],
      ['the window gets lower', () => on.person.resize(1280, 700)],
      [
        'the page styles it anew',
        () =>
          on.shop.run(`
            const style = document.createElement('style')
            style.textContent = '.mini-message-panel::part(sheet) { margin-bottom: 90px }'
            document.head.append(style)`),
      ],
      [
        'the text of an answer changes its size',
        () =>
          on.shop.run(
            "document.querySelector('.mini-message-panel').shadowRoot.querySelector('.choice').append(' and never ask again, please, whatever it is that you may want to tell me some day')",
          ),
      ],
      [
        'the page is shown again',
        () =>
          on.shop.run(`
            for (const state of ['hidden', 'visible']) {
              Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
              Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true })
              document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
            }`),
      ],
      [
        'the layer is moved',
        () => on.shop.run("document.body.append(document.querySelector('.mini-message-panel'))"),
      ],
    ])('time begins again when %s', async (_, act) => {
      await open()
      await on.shop.letHalfSecondPass()
      await act()
      await on.person.waitForFrames(4)
      const { x, y } = await on.person.waitUntilSeen('button', 'Agree')
      await on.person.clickAt(x, y)
      await expectStillAsking()
      await on.shop.letHalfSecondPass()
      await on.shop.choose('Agree')
      await expectAgreed()
    })

    test('but not when a person ticks and scrolls', async () => {
      await open({ templates: 3 })
      await on.person.resize(500, 320)
      await on.person.waitForFrames(4)
      await on.shop.letHalfSecondPass()
      await on.person.click('input[type=checkbox]')
      await on.shop.run(
        "document.querySelector('.mini-message-panel').shadowRoot.querySelector('.sheet').scrollTop = 9999",
      )
      await on.person.waitForFrames(4)
      await on.shop.choose('Agree (1)')
      await expectAgreed()
    })

    test('while the panel moves in, time does not count', async () => {
      await on.shop.visitKeepingTime({ props: { animation: true } })
      await on.person.click('button', 'Notify me')
      await on.person.waitUntilSeen('[part~=choice]')
      await waitFor('the end of the movement', () =>
        on.person.evaluate(
          () => document.querySelector('.mini-message-panel')!.shadowRoot!.getAnimations().length === 0,
        ),
      )
      const { x, y } = await on.person.waitUntilSeen('button', 'Agree')
      await on.person.clickAt(x, y)
      await expectStillAsking()
      await on.shop.letHalfSecondPass()
      await on.shop.choose('Agree')
      await expectAgreed()
    })
  })
}
