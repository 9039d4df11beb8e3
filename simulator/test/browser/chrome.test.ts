import { createChrome } from '../../src/browser/chrome.js'
import type { Router } from '../../src/runtime/router.js'

const tab = (pagePath: string, more: object = {}) => ({
  pagePath,
  name: pagePath,
  icon: '',
  activeIcon: '',
  ...more,
})

function chromeWith(
  app: { tabs?: ReturnType<typeof tab>[]; tabBar?: object; window?: object } = {},
  hasTitle = true,
) {
  const router = { navigateBack: jest.fn(), switchTab: jest.fn() }
  const root = document.createElement('div')
  const chrome = createChrome(
    root,
    { tabs: app.tabs ?? [], tabBar: { ...app.tabBar }, window: { ...app.window } },
    () => router as unknown as Router,
    hasTitle,
  )
  const one = (selector: string) => root.querySelector<HTMLElement>(selector)!
  const tabs = () => [...root.querySelectorAll<HTMLElement>('.a-tabs button')]
  const current = () => tabs().filter((button) => button.getAttribute('aria-current') === 'page')
  return { chrome, root, router, one, tabs, current }
}

describe('the title bar', () => {
  const home = { path: 'home', title: 'Shop', depth: 1 }

  test('says what the page is called, as the document does', () => {
    const { chrome, one } = chromeWith()
    chrome.show({}, home)
    expect([one('.a-title span').textContent, document.title]).toEqual(['Shop', 'Shop'])
  })

  test('is for each page what that page set', () => {
    const { chrome, one } = chromeWith({ window: { titleBarColor: 'blue' } })
    const [first, second] = [{}, {}]
    const drawn = () => [one('.a-title span').textContent, one('.a-title').style.background]
    chrome.show(first, home)
    chrome.setTitle({ backgroundColor: 'red' })
    chrome.setTitle({ title: 'Lunch' })
    expect(drawn()).toEqual(['Lunch', 'red'])
    chrome.show(second, { ...home, title: '' })
    expect(drawn()).toEqual(['', 'blue'])
    chrome.show(first, home)
    expect(drawn()).toEqual(['Lunch', 'red'])
  })

  test('goes back, where there is a page below', () => {
    const { chrome, one, router } = chromeWith()
    const back = one('.a-title button') as HTMLButtonElement
    chrome.show({}, home)
    expect([back.disabled, back.getAttribute('aria-label')]).toEqual([true, 'Back'])
    chrome.show({}, { ...home, depth: 2 })
    expect(back.disabled).toBe(false)
    back.click()
    expect(router.navigateBack).toHaveBeenCalledTimes(1)
  })

  test('loses the color of a page that is left', () => {
    const { chrome, one } = chromeWith()
    chrome.show({}, home)
    chrome.setTitle({ backgroundColor: 'red' })
    chrome.show({}, home)
    expect(one('.a-title').style.background).toBe('')
  })

  test('is left out where the page around draws one', () => {
    expect(chromeWith().one('.a-title').hidden).toBe(false)
    expect(chromeWith({}, false).one('.a-title').hidden).toBe(true)
    expect(chromeWith({ window: { titleBarColor: 1 } }).one('.a-title').style.background).toBe('')
  })
})

describe('a page around that draws the title bar', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'parent')
  const around = { postMessage: jest.fn() }
  const ask = (data: unknown, source: unknown = around) =>
    dispatchEvent(Object.assign(new Event('message'), { data, source }))
  beforeEach(() => {
    around.postMessage.mockReset()
    Object.defineProperty(globalThis, 'parent', { value: around, configurable: true })
  })
  afterEach(() => {
    if (before) Object.defineProperty(globalThis, 'parent', before)
    else Reflect.deleteProperty(globalThis, 'parent')
  })

  test('is told the title, and whether there is a way back', () => {
    const { chrome } = chromeWith({}, false)
    chrome.show({}, { path: 'home', title: 'Shop', depth: 2 })
    expect(around.postMessage.mock.calls).toEqual([
      [{ simulator: 'title', title: 'Shop', canGoBack: true }, '*'],
    ])
    chromeWith({}, true).chrome.show({}, { path: 'home', title: 'Shop', depth: 2 })
    expect(around.postMessage).toHaveBeenCalledTimes(1)
  })

  test('has no say where this one draws its own', () => {
    const { chrome, router } = chromeWith({}, true)
    chrome.show({}, { path: 'order', title: '', depth: 2 })
    ask({ simulator: 'back' })
    expect(router.navigateBack).not.toHaveBeenCalled()
  })

  test('may ask to go back, as far as there is a way; nobody else may', () => {
    const { chrome, router } = chromeWith({}, false)
    chrome.show({}, { path: 'home', title: '', depth: 1 })
    ask({ simulator: 'back' })
    chrome.show({}, { path: 'order', title: '', depth: 2 })
    ask({ simulator: 'back' }, {})
    ask({ simulator: 'other' })
    ask(null)
    expect(router.navigateBack).not.toHaveBeenCalled()
    ask({ simulator: 'back' })
    expect(router.navigateBack).toHaveBeenCalledTimes(1)
  })
})

test('where no page is around this one, it neither hears its own titles nor goes back by itself', () => {
  const tell = jest.spyOn(parent, 'postMessage').mockReturnValue(undefined)
  const { chrome, router } = chromeWith({}, false)
  chrome.show({}, { path: 'order', title: '', depth: 2 })
  dispatchEvent(Object.assign(new Event('message'), { data: { simulator: 'back' }, source: parent }))
  expect([tell.mock.calls, router.navigateBack.mock.calls]).toEqual([[], []])
  tell.mockRestore()
})

describe('the tab bar', () => {
  const tabs = [
    tab('home', { icon: '/a.png', activeIcon: 'b.png' }),
    tab('mine', { icon: 'icons/c.png' }),
    tab('plain'),
  ]

  test('is there on its pages only', () => {
    const { chrome, one } = chromeWith({ tabs })
    chrome.show({}, { path: 'order', title: '', depth: 2 })
    expect(one('.a-tabs').hidden).toBe(true)
    chrome.show({}, { path: 'mine', title: '', depth: 1 })
    expect(one('.a-tabs').hidden).toBe(false)
  })

  test('marks the tab that is open, with its own icon', () => {
    const { chrome, current, root } = chromeWith({ tabs })
    const icons = () => [...root.querySelectorAll('img')].map((image) => image.getAttribute('src'))
    chrome.show({}, { path: 'home', title: '', depth: 1 })
    expect([current().map(({ textContent }) => textContent), icons()]).toEqual([
      ['home'],
      ['/b.png', '/icons/c.png'],
    ])
    chrome.show({}, { path: 'mine', title: '', depth: 1 })
    expect([current().map(({ textContent }) => textContent), icons()]).toEqual([
      ['mine'],
      ['/a.png', '/icons/c.png'],
    ])
  })

  test('goes to the tab that is tapped', () => {
    const { router, tabs: buttons } = chromeWith({ tabs })
    buttons()[1]!.click()
    expect(router.switchTab.mock.calls).toEqual([['/mine']])
  })

  test('has the colors of app.json', () => {
    const colors = { backgroundColor: 'black', textColor: 'white', selectedColor: 'gold' }
    const style = (tabBar: object) => chromeWith({ tabs, tabBar }).one('.a-tabs').style
    const read = ({ background, ...style }: CSSStyleDeclaration) => [background, style.cssText]
    expect(style(colors).background).toBe('black')
    expect(style(colors).getPropertyValue('--a-tab')).toBe('white')
    expect(style(colors).getPropertyValue('--a-tab-selected')).toBe('gold')
    expect(read(style({ backgroundColor: 1, textColor: 2, selectedColor: 3 }))).toEqual(read(style({})))
  })
})
