import { restoreFocus } from '../../h5/focus'

const rendered = (html: string): void => void (document.body.innerHTML = html)
const first = (): Element => document.body.firstElementChild!

it('is the element itself while it is on the page', () => {
  rendered('<button>Notify me</button>')
  restoreFocus(first())
  expect(document.activeElement).toBe(first())
})

it.each([
  [
    'the same id, whatever else changed',
    '<button id="ask">Notify me</button>',
    '<button id="ask">Wait…</button>',
  ],
  ['the same name', '<button class="busy">Notify me</button>', '<button>Notify me</button>'],
  ['the same label', '<button aria-label="Bell">x</button>', '<button aria-label="Bell">y</button>'],
])('rendered again, it is the one with %s', (_, before, after) => {
  rendered(before)
  const opener = first()
  rendered(`<a>Notify me</a><button>Other</button>${after}`)
  restoreFocus(opener)
  expect(document.activeElement).toBe(document.body.lastElementChild)
})

it('among several of the same name it is the one with the same attributes', () => {
  const list = '<button data-order="1">Notify me</button><button data-order="2">Notify me</button>'
  rendered(list)
  const opener = document.body.lastElementChild
  rendered(list)
  restoreFocus(opener)
  expect(document.activeElement).toBe(document.body.lastElementChild)
})

it('is the body if the element is gone, or if nothing had the focus', () => {
  rendered('<button>Notify me</button>')
  const opener = first()
  rendered('<p>Thanks</p>')
  for (const lost of [opener, null]) {
    restoreFocus(lost)
    expect(document.activeElement).toBe(document.body)
  }
})
