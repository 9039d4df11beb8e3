import { TextDecoder } from 'node:util'
import { originalPlace } from '../../src/browser/original-place.js'
import { showError } from '../../src/browser/overlay.js'

const overlay = () => document.querySelector('.a-errors')
const articles = () =>
  [...document.querySelectorAll('.a-errors article')].map((article) => [
    article.querySelector('b')!.textContent,
    article.lastChild!.textContent,
  ])
afterEach(() => document.body.replaceChildren())

test.each([
  [
    'an error of a template',
    new Error('/p/a.axml:2:7: x is not a function'),
    '/p/a.axml:2:7',
    'x is not a function',
  ],
  ['one of several lines', new Error('p/a.axml:2:7: one\ntwo'), 'p/a.axml:2:7', 'one\ntwo'],
  ['one far down', new Error('/p/a.axml:12:34: x'), '/p/a.axml:12:34', 'x'],
  ['an error that names another place', new Error('in /p/a.axml:2:7: x'), '', 'in /p/a.axml:2:7: x'],
  ['an error without a place', new Error('what: 1:2: ever'), '', 'what: 1:2: ever'],
  ['what is not an error', 'only words', '', 'only words'],
])('%s has its place and what is wrong', async (_name, error, place, problem) => {
  showError(error)
  // Asked once more, later than the overlay did.
  await originalPlace('')
  expect(articles()).toEqual([[place, problem]])
})

test('errors stand below each other, above what to do, until they are closed', () => {
  showError(new Error('one'))
  showError(new Error('two'))
  expect(articles().map(([, problem]) => problem)).toEqual(['one', 'two'])
  expect(document.querySelectorAll('.a-errors')).toHaveLength(1)
  expect([overlay()!.getAttribute('role'), overlay()!.querySelector('h1')!.textContent]).toEqual([
    'alert',
    'This mini program has an error',
  ])
  expect(overlay()!.lastElementChild!.textContent).toMatch(/^Correct it and save/)
  const close = overlay()!.querySelector('button')!
  expect(close.getAttribute('aria-label')).toBe('Close')
  close.click()
  expect(overlay()).toBeNull()
})

test('an error of a script gets the place where it was written', async () => {
  const map = { sources: ['pages/a.js'], mappings: 'AAAA' }
  const script = `//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(map))}`
  const before = globalThis.fetch
  Object.assign(globalThis, {
    TextDecoder,
    fetch: () => Promise.resolve({ text: () => Promise.resolve(script) }),
  })
  const stack = 'Error\n at http://x/program.js:1:1'
  showError(Object.assign(new Error('broken'), { stack }))
  // Asked once more, later than the overlay did.
  await originalPlace(stack)
  globalThis.fetch = before
  expect(articles()).toEqual([['pages/a.js:1:1', 'broken']])
})
