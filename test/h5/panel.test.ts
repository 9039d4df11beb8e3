import { openPanel } from '../../h5/panel'
import { consentText, type PanelView } from '../../src/panel-view'
import type { OpenPanel } from '../../src/host'
import { button, letAnswersCount, panel } from './support'

const view: PanelView = {
  mode: 'ask',
  state: 'asking',
  language: 'en',
  direction: 'ltr',
  title: 'Messages from Yummy',
  intro: 'Yummy would like to send you messages:',
  templates: [
    {
      templateCode: 'T1',
      title: 'Order ready',
      description: 'When it is',
      example: 'Order 7',
      kind: 'LONG_TERM',
    },
  ],
  exampleLabel: 'Example',
  howToStop: 'You can stop this.',
  privacyLabel: 'Privacy notice',
  privacyUrl: 'https://shop.example/privacy',
  senderInitial: 'Y',
  agreeLabels: ['Agree'],
  rejectLabel: 'Reject',
  closeLabel: 'Close',
  nothingTickedHint: 'Select something.',
}
const abroad: PanelView = { ...view, transferNotice: 'My data may go abroad.' }
const three: PanelView = {
  ...view,
  templates: ['T1', 'T2', 'T3'].map((templateCode) => ({ ...view.templates[0]!, templateCode })),
}

let opened: OpenPanel | undefined
const open = (shown = view, options?: Parameters<typeof openPanel>[1]): OpenPanel => {
  opened = openPanel(shown, options)
  letAnswersCount()
  return opened
}
const key = (name: string, shiftKey = false): boolean =>
  (panel()!.root.activeElement ?? panel()!.layer).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true, composed: true, cancelable: true }),
  )

/** Every piece of text a person can see, in document order. */
function visibleText(): string[] {
  const walker = document.createTreeWalker(panel()!.sheet, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode as Text
    // The logo's letter is an ornament, and the blank before the link is not a text of its own.
    if (!parentElement?.closest('[aria-hidden]') && textContent.trim()) found.push(textContent)
  }
  return found
}

beforeEach(() => {
  document.body.innerHTML = '<main><button id="opener">Notify me</button></main><aside inert></aside>'
  document.getElementById('opener')?.focus()
})
afterEach(() => opened?.close())

describe('what it shows', () => {
  it.each([
    ['one template', view],
    ['three templates', three],
    ['a transfer abroad', abroad],
    ['managing, with a transfer abroad', { ...abroad, mode: 'manage' as const }],
  ])('shows the consent text word for word: %s', (_, shown) => {
    open(shown)
    expect(visibleText()).toEqual(consentText(shown))
  })

  it('is text, never HTML', () => {
    open({ ...view, title: '<img src=x onerror=alert(1)>' })
    expect(panel()!.root.querySelector('img')).toBeNull()
    expect(visibleText()[0]).toBe('<img src=x onerror=alert(1)>')
  })

  it('links to the privacy notice in another window, without an opener', () => {
    open()
    const link = panel()!.root.querySelector('a')!
    expect([link.href, link.target, link.rel]).toEqual([view.privacyUrl, '_blank', 'noopener'])
  })
})

describe('the answer', () => {
  it.each([
    ['Agree', 'AGREE'],
    ['Reject', 'REJECT'],
  ])('%s', async (name, type) => {
    const { answer } = open()
    button(name).click()
    expect(await answer).toEqual({ type: 'ANSWERED', templates: { T1: type }, agreeLabel: 'Agree' })
  })

  it('the two buttons differ only in their words', () => {
    open()
    const [reject, agree] = ['Reject', 'Agree'].map((name) => button(name).cloneNode(false) as Element)
    expect(agree!.outerHTML).toBe(reject!.outerHTML)
  })

  it.each([
    ['mask', () => panel()!.dialog.click()],
    ['close', () => button('Close').click()],
    ['escape', () => key('Escape')],
  ])('%s is CLOSED and takes the panel away', async (by, act) => {
    const { answer } = open()
    act()
    expect(await answer).toEqual({ type: 'CLOSED', by })
    expect(panel()).toBeUndefined()
  })

  it('a tap inside the sheet closes nothing', () => {
    open()
    panel()!.sheet.click()
    expect(panel()).toBeDefined()
  })

  it('with several templates each box starts unticked, and an empty one is REJECT', async () => {
    const { answer } = open(three)
    const boxes = [...panel()!.root.querySelectorAll('input')]
    expect(boxes.map(({ checked }) => checked)).toEqual([false, false, false])
    boxes[1]!.click()
    button('Agree').click()
    expect(await answer).toEqual({
      type: 'ANSWERED',
      templates: { T1: 'REJECT', T2: 'AGREE', T3: 'REJECT' },
      agreeLabel: 'Agree',
    })
  })

  it('with none ticked, Agree says so and stays open', () => {
    open(three)
    button('Agree').click()
    expect(panel()!.root.querySelector('[role=alert]')?.textContent).toBe('Select something.')
  })

  it('Reject counts for all, ticked or not', async () => {
    const { answer } = open(three)
    panel()!.root.querySelector('input')!.click()
    button('Reject').click()
    expect(await answer).toEqual({
      type: 'ANSWERED',
      templates: { T1: 'REJECT', T2: 'REJECT', T3: 'REJECT' },
      agreeLabel: 'Agree',
    })
  })
})

describe('a transfer notice', () => {
  const box = (): HTMLInputElement => panel()!.root.querySelector('input')!

  it('has its own box, unticked at first; without its tick Agree says so and stays open', async () => {
    const { answer } = open(abroad)
    expect(box().checked).toBe(false)
    expect(box().closest('label')!.textContent).toBe(abroad.transferNotice)
    button('Agree').click()
    expect(panel()!.root.querySelector('[role=alert]')?.textContent).toBe('Select something.')
    expect(panel()!.root.activeElement).toBe(box())
    box().click()
    button('Agree').click()
    expect(await answer).toEqual({ type: 'ANSWERED', templates: { T1: 'AGREE' }, agreeLabel: 'Agree' })
  })

  it('ticking only the notice agrees to no template', () => {
    open({ ...three, transferNotice: 'My data may go abroad.' })
    ;[...panel()!.root.querySelectorAll('input')].at(-1)!.click()
    button('Agree').click()
    expect(panel()!.root.querySelector('[role=alert]')?.textContent).toBe('Select something.')
  })

  it('needs no tick to reject', async () => {
    const { answer } = open(abroad)
    button('Reject').click()
    expect(await answer).toEqual({ type: 'ANSWERED', templates: { T1: 'REJECT' }, agreeLabel: 'Agree' })
  })

  it('has no box where messages are managed', () => {
    open({ ...abroad, mode: 'manage' })
    expect(box()).toBeNull()
  })
})

describe('the dialog', () => {
  it('is modal, named by its title and described by its text', () => {
    open()
    const { dialog, root } = panel()!
    const textOf = (name: string): string =>
      dialog
        .getAttribute(name)!
        .split(' ')
        .map((id) => root.getElementById(id)!.textContent)
        .join()
    expect(dialog.getAttribute('aria-modal')).toBe('true')
    expect(textOf('aria-labelledby')).toBe(`${view.title},${view.intro}`)
    expect(textOf('aria-describedby')).toContain(view.howToStop)
    expect([dialog.lang, dialog.dir]).toEqual(['en', 'ltr'])
  })

  it('takes the focus itself, so that no answer is preset', () => {
    open()
    expect(panel()!.root.activeElement).toBe(panel()!.sheet)
  })

  it.each([
    ['forward', false, ['Close', 'Privacy notice', 'Reject', 'Agree', 'Close']],
    ['backward', true, ['Agree', 'Reject', 'Privacy notice', 'Close', 'Agree']],
  ])('keeps the focus inside, %s', (_, shift, order) => {
    open()
    const visited = order.map(() => {
      key('Tab', shift)
      const { activeElement } = panel()!.root
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent
    })
    expect(visited).toEqual(order)
  })
})

describe('after the answer', () => {
  it('submitting says so and takes no second answer', () => {
    const opened = open()
    opened.update({ ...view, state: 'submitting', statusText: 'Saving…' })
    expect(panel()!.root.querySelector('[role=alert]')?.textContent).toBe('Saving…')
    expect([button('Agree').disabled, button('Reject').disabled, button('Close').disabled]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('failed shows the message and can be closed', () => {
    const opened = open()
    opened.update({ ...view, state: 'submitting', statusText: 'Saving…' })
    opened.update({ ...view, state: 'failed', statusText: 'Nothing was subscribed.' })
    expect(visibleText()).toEqual([view.title, view.intro, 'Nothing was subscribed.', 'Close'])
    const [, last] = [...panel()!.root.querySelectorAll('button')]
    expect(last!.disabled).toBe(false)
    last!.click()
    expect(panel()).toBeUndefined()
  })

  it('closing twice, and updating what is closed, do nothing', () => {
    const opened = open()
    opened.close()
    document.body.append(Object.assign(document.createElement('input'), { id: 'next' }))
    document.getElementById('next')!.focus()
    opened.close()
    expect(document.activeElement?.id).toBe('next')
    opened.update({ ...view, state: 'failed' })
    expect(panel()).toBeUndefined()
  })
})

it.each([
  [{}, true],
  [{ animation: true }, true],
  [{ animation: false }, false],
])('with %j it moves: %s', (props, moves) => {
  open(view, props)
  expect(panel()!.sheet.classList.contains('moving')).toBe(moves)
})
