import { listenForLongTaps } from '../../src/browser/long-tap.js'

const heard = jest.fn()
let wait: { ends: () => void; ms: number } | undefined
let target: HTMLElement

beforeEach(() => {
  heard.mockReset()
  wait = undefined
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((ends: () => void, ms: number) => {
    wait = { ends, ms }
    return 7
  }) as unknown as typeof setTimeout)
  jest.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    if ((timer as unknown) === 7) wait = undefined
  })
  const page = document.implementation.createHTMLDocument()
  listenForLongTaps(page)
  page.addEventListener('longtap', (event) => heard((event as CustomEvent).detail))
  target = page.body.appendChild(page.createElement('p'))
})

const point = (name: string, clientX = 0, clientY = 0) =>
  target.dispatchEvent(new MouseEvent(name, { bubbles: true, clientX, clientY }))

test('a press that lasts half a second is a long tap where it began', () => {
  point('pointerdown', 5, 6)
  expect(wait!.ms).toBe(500)
  wait!.ends()
  expect(heard.mock.calls).toEqual([[{ x: 5, y: 6 }]])
})

test.each(['pointerup', 'pointercancel'])('%s ends it before', (name) => {
  point('pointerdown')
  point(name)
  expect(wait).toBeUndefined()
})

test.each([
  [3, 8, true],
  [8, 5, true],
  [-2, -7, false],
  [0, 8, false],
])('a finger that moves by %d and %d: over is %j', (x, y, isOver) => {
  point('pointerdown', 10, 20)
  point('pointermove', 10 + x, 20 + y)
  expect(wait === undefined).toBe(isOver)
})
