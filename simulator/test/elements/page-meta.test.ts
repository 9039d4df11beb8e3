import { drawn } from '../support/drawn.js'

test('page-style is the style of the page that is open, and nothing is drawn', async () => {
  const hidden = document.body.appendChild(document.createElement('a-page'))
  const { part, set, screen } = await drawn('<page-meta page-style="{{style}}" />', {
    style: 'overflow: hidden',
  })
  const later = document.body.appendChild(document.createElement('a-page'))
  later.hidden = true
  expect([part('a-page:last-of-type')!.previousElementSibling!.getAttribute('style'), screen.html()]).toEqual(
    ['overflow: hidden', ''],
  )
  await set({ style: undefined })
  expect(part('a-page:last-of-type')!.previousElementSibling!.getAttribute('style')).toBe('')
  expect(hidden.getAttribute('style')).toBeNull()
})
