import { showDialog, showSheet } from '../../src/browser/dialog.js'

afterEach(() => document.body.replaceChildren())

const one = (selector: string) => document.querySelector<HTMLElement>(selector)
const labels = (selector: string) =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent)
const tap = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('button, li')]
    .find(({ textContent }) => textContent === label)!
    .click()
const press = (key: string) =>
  one('.a-dialog button')!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))

describe('a dialog', () => {
  const pay = { title: 'Order', content: 'Pay now?', buttons: ['Later', 'Pay'] }

  test('says what it is asked to, and what it is', () => {
    void showDialog(pay)
    expect([one('h2')!.textContent, one('p')!.textContent]).toEqual(['Order', 'Pay now?'])
    expect(labels('footer button')).toEqual(['Later', 'Pay'])
    expect([one('.a-dialog')!.getAttribute('role'), one('.a-dialog')!.getAttribute('aria-modal')]).toEqual([
      'alertdialog',
      'true',
    ])
    expect(document.activeElement!.textContent).toBe('Later')
  })

  test('has no empty title or text', () => {
    void showDialog({ title: '', content: '', buttons: ['OK'] })
    expect([one('h2'), one('p')]).toEqual([null, null])
  })

  test.each([
    ['Later', 0],
    ['Pay', 1],
  ])('goes away when %s is tapped, and answers %d', async (label, index) => {
    const answer = showDialog(pay)
    tap(label)
    expect(one('.a-dialog')).toBeNull()
    await expect(answer).resolves.toBe(index)
  })

  test('Escape is its first button, another key is nothing', async () => {
    const answer = showDialog(pay)
    press('a')
    expect(one('.a-dialog')).not.toBeNull()
    press('Escape')
    expect(one('.a-dialog')).toBeNull()
    await expect(answer).resolves.toBe(0)
  })
})

describe('a sheet', () => {
  test('lists what can be chosen, and a way out', () => {
    void showSheet('Which?', ['Share', 'Delete'], 'Cancel')
    expect([one('.a-sheet h2')!.textContent, ...labels('.a-sheet li')]).toEqual([
      'Which?',
      'Share',
      'Delete',
      'Cancel',
    ])
    expect(labels('[role=button]')).toHaveLength(3)
    expect(labels('[data-cancel]')).toEqual(['Cancel'])
  })

  test.each([
    ['Share', 0],
    ['Delete', 1],
    ['Cancel', -1],
  ])('%s is %d', async (label, index) => {
    const answer = showSheet('', ['Share', 'Delete'], 'Cancel')
    expect(one('h2')).toBeNull()
    tap(label)
    expect(one('.a-sheet')).toBeNull()
    await expect(answer).resolves.toBe(index)
  })

  test('a tap beside it chooses nothing, and none goes further', async () => {
    const heard = jest.fn()
    document.body.addEventListener('click', heard)
    const answer = showSheet('', ['Share'], 'Cancel')
    one('.a-sheet')!.click()
    await expect(answer).resolves.toBe(-1)
    document.body.removeEventListener('click', heard)
    expect(heard).not.toHaveBeenCalled()
  })
})
