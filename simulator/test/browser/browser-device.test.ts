import { browserDevice } from '../../src/browser/browser-device.js'
import type { Chrome } from '../../src/browser/chrome.js'

const setTitle = jest.fn()
const device = browserDevice(() => ({ setTitle }) as unknown as Chrome, 'zh-CN')
const toasts = () => [...document.querySelectorAll<HTMLElement>('.a-toast')]
const texts = () => toasts().map(({ textContent }) => textContent)
const tap = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('button, li')]
    .find(({ textContent }) => textContent === label)!
    .click()
afterEach(() => document.body.replaceChildren())

test('there need not be a toast to hide', () => {
  expect(() => browserDevice(() => ({ setTitle }) as unknown as Chrome, 'en').hideToast()).not.toThrow()
})

describe('a toast', () => {
  test('stays as long as it is asked to', async () => {
    const shown = device.toast({ content: 'Saved', type: 'success', duration: 0 })
    expect([texts(), toasts()[0]!.dataset['type'], toasts()[0]!.getAttribute('role')]).toEqual([
      ['Saved'],
      'success',
      'status',
    ])
    await shown
    expect(texts()).toEqual([])
  })

  test('makes room for the next one, and can be hidden', () => {
    void device.toast({ content: 'one', type: 'none', duration: 1 })
    void device.toast({ content: 'two', type: 'none', duration: 1 })
    expect(texts()).toEqual(['two'])
    device.hideToast()
    expect(texts()).toEqual([])
  })
})

test('loading is there until it is taken away, also without words', () => {
  device.loading('Wait')
  device.loading('')
  expect([texts(), toasts()[0]!.dataset['type']]).toEqual([[''], 'loading'])
  device.loading(undefined)
  expect(texts()).toEqual([])
})

test('an alert has one button', async () => {
  const answer = device.alert({ title: 'T', content: 'C', buttonText: 'Fine' })
  expect(document.querySelectorAll('.a-dialog button')).toHaveLength(1)
  tap('Fine')
  await expect(answer).resolves.toBeUndefined()
})

test.each([
  ['Pay', true],
  ['Later', false],
])('a confirm answered with %s is %j', async (label, confirmed) => {
  const answer = device.confirm({
    title: '',
    content: '',
    confirmButtonText: 'Pay',
    cancelButtonText: 'Later',
  })
  tap(label)
  await expect(answer).resolves.toBe(confirmed)
})

test('an action sheet has its title', async () => {
  const answer = device.actionSheet({ title: 'Which?', items: ['a', 'b'], cancelButtonText: 'No' })
  expect(document.querySelector('h2')!.textContent).toBe('Which?')
  tap('b')
  await expect(answer).resolves.toBe(1)
})

test('the navigation bar is that of the phone, its sizes are the window', () => {
  device.navigationBar({ title: 'Orders' })
  expect(setTitle.mock.calls).toEqual([[{ title: 'Orders' }]])
  expect(device.systemInfo()).toEqual({
    language: 'zh-CN',
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
    pixelRatio: devicePixelRatio,
  })
})
