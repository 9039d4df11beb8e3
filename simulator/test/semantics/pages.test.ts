import { inline } from '../support/inline.js'

const lifecycles = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload']

function told(lines: string[], name: string) {
  return Object.fromEntries(
    lifecycles.map((lifecycle) => [
      lifecycle,
      (query?: object) => lines.push([name, lifecycle, JSON.stringify(query)].join(' ').trim()),
    ]),
  )
}

async function shop(lines: string[] = []) {
  const appJson = {
    pages: ['home', 'order', 'mine'],
    tabBar: {
      items: [
        { pagePath: 'home', name: 'Home' },
        { pagePath: 'mine', name: 'Mine' },
      ],
    },
  }
  const harness = inline(
    {
      app: { axml: '', options: { globalData: { count: 1 }, onLaunch: () => lines.push('app onLaunch') } },
      home: { axml: '<text>{{title}}</text>', options: { data: { title: 'home' }, ...told(lines, 'home') } },
      order: { axml: '<text>order</text>', options: told(lines, 'order') },
      mine: { axml: '<text>mine</text>', options: told(lines, 'mine') },
    },
    { texts: { 'app.json': JSON.stringify(appJson) } },
  )
  const program = await harness.launch('.')
  const my = harness.my as unknown as Record<string, (options: object) => Promise<unknown>>
  return { harness, program, my }
}

describe('19. app and pages', () => {
  test('the app starts, then its first page loads, shows and is ready', async () => {
    const lines: string[] = []
    const { program } = await shop(lines)
    expect(lines).toEqual(['app onLaunch', 'home onLoad {}', 'home onShow', 'home onReady'])
    expect(program.screen().texts()).toEqual(['home'])
  })

  test('navigateTo hides, loads with the query, and navigateBack unloads and shows', async () => {
    const lines: string[] = []
    const { program, my, harness } = await shop(lines)
    lines.length = 0
    await my['navigateTo']!({ url: '/order?id=7&name=%E9%B8%A1' })
    await harness.flush()
    expect(program.stack()).toEqual(['home', 'order'])
    await my['navigateBack']!({})
    expect(lines).toEqual([
      'home onHide',
      'order onLoad {"id":"7","name":"鸡"}',
      'order onShow',
      'order onReady',
      'order onUnload',
      'home onShow',
    ])
    expect(program.stack()).toEqual(['home'])
  })

  test('redirectTo replaces the page on top', async () => {
    const lines: string[] = []
    const { program, my } = await shop(lines)
    await my['redirectTo']!({ url: 'order' })
    expect(program.stack()).toEqual(['order'])
    expect(lines).toContain('home onUnload')
  })

  test('switchTab keeps the tab that it leaves, and closes what lies on it', async () => {
    const lines: string[] = []
    const { program, my } = await shop(lines)
    await my['navigateTo']!({ url: '/order' })
    await my['switchTab']!({ url: '/mine' })
    expect(program.stack()).toEqual(['mine'])
    await my['switchTab']!({ url: '/home' })
    expect(program.stack()).toEqual(['home'])
    expect(lines.filter((line) => line.startsWith('home onLoad'))).toHaveLength(1)
    expect(lines.filter((line) => line === 'order onUnload')).toHaveLength(1)
  })

  test.each([
    ['navigateTo', '/nowhere', 'there is no page nowhere'],
    ['navigateTo', '/mine', 'use my.switchTab'],
    ['switchTab', '/order', 'is not a page of the tab bar'],
    ['navigateTo', 'plugin://orders/list?id=1', 'plugin://orders/list?id=1 is a page of a plugin'],
    ['redirectTo', 'dynamic-plugin://2021/list', "is a page of a plugin, which the simulator can't load"],
  ])('%s %s fails by name', async (name, url, message) => {
    const { my } = await shop()
    await expect(my[name]!({ url })).rejects.toThrow(message)
    const fail = jest.fn()
    await my[name]!({ url, fail })
    expect(fail.mock.calls).toEqual([
      [expect.objectContaining({ errorMessage: expect.stringContaining(message) })],
    ])
  })

  test('requirePlugin says once that there are no plugins, and the script goes on', async () => {
    const { harness } = await shop()
    const { requirePlugin } = globalThis as unknown as {
      requirePlugin: (name: string) => { open: (id: string) => unknown }
    }
    for (let count = 0; count < 2; count += 1) expect(requirePlugin('orders').open('1')).toBeDefined()
    expect(harness.warnings).toEqual([expect.stringContaining("requirePlugin('orders')")])
  })

  test('getApp and getCurrentPages', async () => {
    const { program } = await shop()
    const { getApp, getCurrentPages } = globalThis as unknown as {
      getApp: () => { globalData: object }
      getCurrentPages: () => { route: string }[]
    }
    expect(getApp().globalData).toEqual({ count: 1 })
    expect(getCurrentPages().map(({ route }) => route)).toEqual(['home'])
    expect(getCurrentPages()[0]).toBe(program.page())
  })
})
