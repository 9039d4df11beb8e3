// jsdom has no showModal, no layout and no constructed sheets: what is proved here is the fallback, and the times.
import { type CloseReason, closesAlways, type Layer, openLayer } from '../../h5/layer'
import { letAnswersCount, panel } from './support'

let layer: Layer
let closed: CloseReason[]
let clicked: string[]

function made(name: string, attributes: Record<string, string> = {}): HTMLButtonElement {
  const button = document.createElement('button')
  button.id = name
  for (const [key, value] of Object.entries(attributes)) button.setAttribute(key, value)
  button.onclick = () => clicked.push(name)
  return button
}

let painted: Promise<void>

/** A sheet with a close control and one answer. */
function open(target: Element | null = null): void {
  closed = []
  clicked = []
  const sheet = document.createElement('div')
  const answers = document.createElement('p')
  sheet.className = 'sheet'
  sheet.tabIndex = -1
  answers.append(made('agree'))
  sheet.append(made('close', closesAlways), answers)
  layer = openLayer({
    target,
    sheet,
    styles: '',
    attributes: { role: 'dialog' },
    onClose: (by) => closed.push(by),
  })
  painted = layer.guard(answers)
}
const find = (id: string): HTMLElement => panel()!.root.getElementById(id)!
const press = (type: string, at: Element = find('agree'), detail = 1): void =>
  void at.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true, detail }))
const key = (type: string, name: string, more: KeyboardEventInit = {}): boolean =>
  (panel()?.root.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent(type, { key: name, bubbles: true, composed: true, cancelable: true, ...more }),
  )
/** Microtasks: what a page's script does is over by then. */
const afterwards = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
const shownAs = (state: 'hidden' | 'visible'): void => {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(state === 'hidden')
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

beforeEach(() => {
  document.body.innerHTML = '<main><button id="opener">Notify me</button></main>'
  document.getElementById('opener')!.focus()
})
afterEach(() => layer.close('close'))

describe('painted', () => {
  const isSettled = async (): Promise<boolean> => {
    let settled = false
    void painted.then(() => (settled = true))
    await afterwards()
    return settled
  }

  it('is when the second frame begins', async () => {
    open()
    jest.advanceTimersToNextFrame()
    expect(await isSettled()).toBe(false)
    jest.advanceTimersToNextFrame()
    expect(await isSettled()).toBe(true)
  })

  it.each([
    ['a browser without animation frames', () => Reflect.deleteProperty(globalThis, 'requestAnimationFrame')],
    ['a page that is hidden', () => shownAs('hidden')],
  ])('comes also in %s', async (_, act) => {
    const frames = globalThis.requestAnimationFrame
    act()
    open()
    jest.advanceTimersByTime(100)
    expect(await isSettled()).toBe(true)
    globalThis.requestAnimationFrame = frames
  })
})

describe('an answer counts', () => {
  it('half a second after it was painted, not before', () => {
    open()
    jest.advanceTimersToNextFrame()
    jest.advanceTimersToNextFrame()
    jest.advanceTimersByTime(499)
    find('agree').click()
    expect(clicked).toEqual([])
    jest.advanceTimersByTime(1)
    find('agree').click()
    expect(clicked).toEqual(['agree'])
  })

  it('half a second after the page was shown again', () => {
    open()
    letAnswersCount()
    shownAs('hidden')
    jest.advanceTimersByTime(5000)
    shownAs('visible')
    find('agree').click()
    expect(clicked).toEqual([])
    letAnswersCount()
    find('agree').click()
    expect(clicked).toEqual(['agree'])
  })

  it('half a second after it moved, which is noticed at the latest when it is pressed', () => {
    open()
    letAnswersCount()
    jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 90, 10, 10))
    find('agree').click()
    letAnswersCount()
    find('agree').click()
    expect(clicked).toEqual(['agree'])
  })

  it('when its press began after that', () => {
    open()
    press('mousedown')
    letAnswersCount()
    press('click')
    expect(clicked).toEqual([])
    press('mousedown')
    press('click')
    expect(clicked).toEqual(['agree'])
  })

  it('when the answers have not moved under that press', () => {
    open()
    letAnswersCount()
    press('mousedown')
    jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 90, 10, 10))
    window.dispatchEvent(new Event('resize'))
    letAnswersCount()
    press('click')
    expect(clicked).toEqual([])
  })

  it('never while nobody has said where the answers are: a panel that still loads', () => {
    open()
    layer.close('close')
    const sheet = document.createElement('div')
    sheet.append(made('agree'))
    layer = openLayer({
      target: null,
      sheet,
      styles: '',
      attributes: { role: 'dialog' },
      onClose: () => undefined,
    })
    jest.advanceTimersByTime(60_000)
    find('agree').click()
    expect(clicked).toEqual([])
  })
})

describe('a key', () => {
  it.each(['Enter', ' '])(
    '%j that is held does nothing: the click of its repetition is prevented',
    (name) => {
      open()
      letAnswersCount()
      find('agree').focus()
      expect(key('keydown', name)).toBe(true)
      expect(key('keydown', name, { repeat: true })).toBe(false)
    },
  )

  it('that came down too early does nothing when it comes up', () => {
    open()
    find('agree').focus()
    expect(key('keydown', ' ')).toBe(false)
    letAnswersCount()
    expect(key('keyup', ' ')).toBe(false)
  })

  it('on the close control always counts', () => {
    open()
    find('close').focus()
    expect([key('keydown', ' '), key('keyup', ' ')]).toEqual([true, true])
  })
})

it('the close control and Escape work at any time, the mask only when it was seen', () => {
  open()
  find('close').click()
  expect(clicked).toEqual(['close'])
  panel()!.dialog.click()
  expect(closed).toEqual([])
  key('keydown', 'Escape')
  expect(closed).toEqual(['escape'])
})

it.each([
  ['sheet', 'dialog'],
  ['dialog', 'sheet'],
] as const)('pressed on the %s and released on the %s closes nothing', (from, to) => {
  open()
  letAnswersCount()
  const { dialog } = panel()!
  press('mousedown', panel()![from])
  press('mouseup', panel()![to])
  press('click', dialog)
  expect(closed).toEqual([])
  for (const type of ['mousedown', 'mouseup', 'click']) press(type, dialog)
  expect(closed).toEqual(['mask'])
})

describe('the page takes it away', () => {
  it.each([
    ['its target goes', () => document.querySelector('main')!.remove()],
    ['the body is emptied', () => (document.body.innerHTML = '')],
    ['the body is another one', () => document.body.replaceWith(document.createElement('body'))],
  ])('%s: closed once, and the page scrolls', async (_, act) => {
    const overflow = () => getComputedStyle(document.documentElement).overflow
    open(document.querySelector('main'))
    expect(overflow()).toBe('hidden')
    act()
    await afterwards()
    expect(closed).toEqual(['close'])
    expect(overflow()).not.toBe('hidden')
    layer.close('close')
    expect(closed).toEqual(['close'])
  })

  it('moving its target is not taking it away', async () => {
    open(document.querySelector('main'))
    document.body.append(document.querySelector('main')!)
    await afterwards()
    expect(closed).toEqual([])
    expect(panel()!.root.activeElement).toBe(panel()!.sheet)
  })
})

it('a target that has left the page is replaced by the body', () => {
  open(document.createElement('div'))
  expect(panel()!.layer.parentElement).toBe(document.body)
})

it('what takes the focus outside loses it, and afterwards the opener has it', () => {
  open()
  document.body.insertAdjacentHTML('beforeend', '<input id="chat">')
  document.getElementById('chat')!.focus()
  expect(document.activeElement).toBe(panel()!.layer)
  layer.close('close')
  expect(document.activeElement?.id).toBe('opener')
})

it('another library that holds the focus as well does not end in a loop', () => {
  document.body.insertAdjacentHTML('beforeend', '<button id="other"></button>')
  open()
  let taken = 0
  document.addEventListener(
    'focusin',
    () => {
      if (document.activeElement?.id === 'other' || taken === 50) return
      taken += 1
      document.getElementById('other')!.focus()
    },
    true,
  )
  document.getElementById('opener')!.focus()
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThan(20)
})
