import { type BundledProgram, start } from '../../src/browser/start.js'

type Register = (options: object) => void
const world = globalThis as unknown as Record<'App' | 'Page' | 'Component', Register> & { my: unknown }
const unit = (path: string, options: object, more: object = {}): BundledProgram['units'][string] => ({
  path,
  using: {},
  json: {},
  scopeAttribute: undefined,
  errors: [],
  warnings: [],
  sjs: [],
  script: () => world.Page(options),
  template: () => ({
    root: (context, scope) => [context.element('view', { class: path }, 0, 0, [scope['text'] as string], '')],
  }),
  ...more,
})

const begin = (program: Partial<BundledProgram> = {}, address = '/program.html') => {
  history.replaceState(null, '', address)
  document.body.innerHTML =
    '<div id="program"></div><style data-page="home"></style><style data-page="order"></style>'
  start({
    app: { pages: ['home', 'order'], tabs: [], tabBar: {}, window: { defaultTitle: 'A shop' } },
    appScript: () => world.App({}),
    units: {
      home: unit('home', { data: { text: 'hello' } }),
      order: unit('order', { data: { text: 'ordered' } }, { json: { defaultTitle: 'Order' } }),
    },
    errors: [],
    members: {},
    ...program,
  })
}
const my = () => world.my as Record<string, (options: object) => Promise<unknown>>
const shown = () => document.querySelector('a-page:not([hidden])')?.textContent
const errors = () => document.querySelector('.a-errors article')?.textContent
const styles = () => [...document.querySelectorAll('style')].map(({ media }) => media)
let before: unknown

beforeEach(() => {
  before = world.my
  jest.spyOn(console, 'error').mockReturnValue(undefined)
  jest.spyOn(console, 'warn').mockReturnValue(undefined)
})
afterEach(() => {
  world.my = before
  document.body.replaceChildren()
})

test('a bridge that knows only its own JSAPIs does not hide what the runtime can do', () => {
  world.my = { getAuthCode: () => 'script', canIUse: (name: string) => name === 'getAuthCode' }
  begin()
  const canIUse = my()['canIUse'] as unknown as (name: string) => boolean
  const known = ['getAuthCode', 'component2', 'navigateTo', 'tradePay'].filter((name) => canIUse(name))
  expect(known).toEqual(['getAuthCode', 'component2', 'navigateTo'])
})

test('what describes the runtime is the simulator’s own, whatever a bridge says of it', () => {
  const theirs = () => 'bridge'
  const names = ['SDKVersion', 'getSystemInfoSync', 'createSelectorQuery', 'navigateTo', 'alert']
  world.my = Object.fromEntries(names.map((name) => [name, theirs]))
  begin()
  expect(names.filter((name) => (my()[name] as unknown) === theirs)).toEqual(['alert'])
})

test('the first page is drawn, with its title and only its style', () => {
  begin()
  expect([shown(), document.title, styles()]).toEqual(['hello', 'A shop', ['all', 'not all']])
  expect(document.querySelector<HTMLElement>('.a-title')!.hidden).toBe(false)
})

test('the address may name another page, and leave out the title bar', () => {
  begin({}, '/program.html?page=/order%3Fid%3D1&title=off')
  expect([shown(), document.title, styles()]).toEqual(['ordered', 'Order', ['not all', 'all']])
  expect(document.querySelector<HTMLElement>('.a-title')!.hidden).toBe(true)
})

test.each([
  ['', navigator.language],
  ['?lang=zh-CN', 'zh-CN'],
])('the language of %j is %s', (query, language) => {
  begin({}, `/program.html${query}`)
  expect((world.my as { getSystemInfoSync: () => object }).getSystemInfoSync()).toMatchObject({ language })
})

test('the app is told where it starts', () => {
  const told: unknown[] = []
  const onLaunch = (options: object) => told.push(['launch', options])
  const onShow = (options: object) => told.push(['show', options])
  begin({ appScript: () => world.App({ onLaunch, onShow }) }, '/program.html?page=order%3Fid%3D1')
  const options = { path: 'order', query: { id: '1' } }
  expect(told).toEqual([
    ['launch', options],
    ['show', options],
  ])
})

test('an app that starts without a query is told none', () => {
  const onLaunch = jest.fn()
  begin({ appScript: () => world.App({ onLaunch }) })
  expect(onLaunch.mock.calls).toEqual([[{ path: 'home', query: {} }]])
})

test('a document without a place for it is left alone', () => {
  document.body.replaceChildren()
  expect(() =>
    start({
      app: { pages: ['home'], tabs: [], tabBar: {}, window: {} },
      appScript: () => world.App({}),
      errors: [],
      units: {},
      members: {},
    }),
  ).not.toThrow()
  expect(document.body.childNodes).toHaveLength(0)
})

test('scripts ask for the app and for the pages that are open', () => {
  begin({ appScript: () => world.App({ globalData: 1 }) })
  const { getApp, getCurrentPages } = globalThis as unknown as {
    getApp: () => object
    getCurrentPages: () => { route: string }[]
  }
  expect(getApp()).toEqual({ globalData: 1 })
  expect(getCurrentPages().map(({ route }) => route)).toEqual(['home'])
})

test('a page may lie in a folder, and its script runs once however often it is opened', async () => {
  const script = jest.fn(() => world.Page({ data: { text: 'deep' } }))
  begin({
    app: { pages: ['pages/a/a'], tabs: [], tabBar: {}, window: { defaultTitle: 5 } },
    units: { 'pages/a/a': unit('pages/a/a', {}, { script }) },
  })
  await my()['navigateTo']!({ url: '/pages/a/a' })
  expect([shown(), document.title, script.mock.calls.length]).toEqual(['deep', '', 1])
})

test('tabs are those of the program', async () => {
  const item = (pagePath: string) => ({ pagePath, name: pagePath, icon: '', activeIcon: '' })
  begin({
    app: { pages: ['home', 'order'], tabs: [item('home'), item('order')], tabBar: {}, window: {} },
  })
  await expect(my()['navigateTo']!({ url: '/order' })).rejects.toThrow('use my.switchTab')
  document.querySelectorAll<HTMLElement>('.a-tabs button')[1]!.click()
  expect(shown()).toBe('ordered')
})

test('the title bar goes back', async () => {
  begin()
  await my()['navigateTo']!({ url: '/order' })
  document.querySelector<HTMLElement>('.a-title button')!.click()
  expect(shown()).toBe('hello')
})

test('my sets the title, measures the page on top and knows the program', async () => {
  begin()
  await my()['setNavigationBar']!({ title: 'Lunch' })
  expect(document.title).toBe('Lunch')
  interface Query {
    select(selector: string): Query
    boundingClientRect(): Query
    exec(done: (results: unknown[]) => void): void
  }
  const query = (world.my as { createSelectorQuery: () => Query }).createSelectorQuery()
  const results = await new Promise((done) => query.select('.home').boundingClientRect().exec(done))
  expect(results).toEqual([expect.objectContaining({ left: 0 })])
  expect((world.my as { getAppIdSync: () => object }).getAppIdSync()).toEqual({ appId: '2021000000000000' })
})

test('pages move by my, and what is not a page of app.json fails', async () => {
  begin()
  await my()['navigateTo']!({ url: '/order' })
  expect([shown(), document.title]).toEqual(['ordered', 'Order'])
  await expect(my()['navigateTo']!({ url: '/box' })).rejects.toThrow('there is no page box')
})

describe('members of my', () => {
  test('of a script win over the own, those of a module over both', async () => {
    world.my = { getSiteInfo: () => 'script', getAuthCode: () => 'script' }
    begin({ members: { getAuthCode: () => 'module' } })
    expect([my()['getSiteInfo']!({}), my()['getAuthCode']!({})]).toEqual(['script', 'module'])
  })

  test('that nobody gives fail, and say how to give them, once', async () => {
    begin()
    await expect(my()['chooseImage']!({})).rejects.toMatchObject({ error: 3 })
    await expect(my()['chooseImage']!({})).rejects.toMatchObject({ error: 3 })
    const said = (console.warn as jest.Mock).mock.calls.filter(([text]) =>
      String(text).includes('chooseImage'),
    )
    expect(said).toEqual([['my.chooseImage is not simulated. Give a module with chooseImage by --my']])
  })

  test('keep values apart from those of the page', async () => {
    begin()
    await my()['setStorage']!({ key: 'a', data: 1 })
    expect(localStorage.getItem('mini-program:a')).toBe('1')
    localStorage.clear()
  })
})

test('components are made when they are used, and know theirs', () => {
  const box = unit(
    'box',
    {},
    {
      script: () => world.Component({ data: { text: 'in a box' } }),
      sjs: [() => 'from sjs'],
      scopeAttribute: 'data-s-1',
      template: ([word]: unknown[]) => ({
        root: (
          context: Parameters<ReturnType<BundledProgram['units'][string]['template']>['root']>[0],
          scope: Record<string, unknown>,
        ) => [context.element('view', 0, 0, 0, [`${String(scope['text'])} ${String(word)}`], '')],
      }),
    },
  )
  const home = unit(
    'home',
    {},
    {
      using: { box: 'box' },
      template: () => ({
        root: (context: { component: (...given: unknown[]) => unknown }) => [
          context.component('box', 0, 0, ''),
        ],
      }),
    },
  )
  begin({ units: { home, box } })
  expect(shown()).toBe('in a box from sjs')
  expect(document.querySelector('a-page a-view')!.hasAttribute('data-s-1')).toBe(true)
})

describe('errors are shown', () => {
  test('of a page', () => {
    begin({
      units: {
        home: unit('home', {
          onLoad() {
            throw new Error('broken page')
          },
        }),
      },
    })
    expect(errors()).toBe('broken page')
    expect(console.error).toHaveBeenCalled()
  })

  test('of timers and promises', () => {
    begin()
    dispatchEvent(new ErrorEvent('error', { error: new Error('in a timer') }))
    expect(errors()).toBe('in a timer')
    document.querySelector('.a-errors')!.remove()
    dispatchEvent(new ErrorEvent('error', { message: 'only words' }))
    expect(errors()).toBe('only words')
    document.querySelector('.a-errors')!.remove()
    dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('in a promise') }))
    expect(errors()).toBe('in a promise')
  })
})

test('mistakes in a template are told in the console when its page is opened', async () => {
  const home = unit('home', {})
  const warnings = ['order.axml:1:1: <view> is never closed. Add </view>']
  begin({ units: { home, order: unit('order', {}, { warnings }) } })
  expect(jest.mocked(console.warn)).not.toHaveBeenCalled()
  await my()['navigateTo']!({ url: '/order' })
  expect(jest.mocked(console.warn)).toHaveBeenCalledWith(warnings[0])
})

test('what works otherwise on a device is said in the console', () => {
  const axml = {
    root: (context: { element: (...given: unknown[]) => unknown }) => [
      context.element('lottie', 0, 0, 0, [], 'a.axml:1:1'),
    ],
  }
  begin({ units: { home: unit('home', {}, { template: () => axml }) } })
  expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('a.axml:1:1: <lottie> is not simulated'))
})
