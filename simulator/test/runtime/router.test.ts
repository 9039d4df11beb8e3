import { Router } from '../../src/runtime/router.js'
import type { Unit } from '../../src/runtime/render-context.js'
import { inline } from '../support/inline.js'

const paths = ['pages/home/home', 'pages/order/order', 'pages/mine/mine']
const [home, order, mine] = paths as [string, string, string]

const begin = () => {
  const lines: string[] = []
  const unitOf = (path: string): Unit => ({
    path,
    template: { root: () => [path] },
    options: Object.fromEntries(
      ['onLoad', 'onShow', 'onHide', 'onUnload'].map((name) => [
        name,
        (query?: object) => lines.push([path.split('/')[1], name, JSON.stringify(query)].join(' ').trim()),
      ]),
    ),
    using: {},
  })
  const units = new Map(paths.map((path) => [path, unitOf(path)]))
  const root = document.createElement('div')
  const report = jest.fn()
  const router = new Router({
    root,
    world: {
      report,
      warn: () => undefined,
      dataChanged: () => undefined,
      later: () => undefined,
      rpx: String,
    },
    pageOf: (path) => units.get(path),
    tabs: [home, mine],
    changed: () => undefined,
  })
  return {
    router,
    lines,
    report,
    stack: () => router.stack.map(({ unit }) => unit.path),
    shown: () => [...root.querySelectorAll('a-page:not([hidden])')].map(({ textContent }) => textContent),
  }
}

test.each(['navigateTo', 'redirectTo', 'reLaunch'] as const)('%s may open the first page', (name) => {
  const { router, stack } = begin()
  router[name](`/${order}`)
  expect(stack()).toEqual([order])
})

test('switchTab may open the first page', () => {
  const { router, stack } = begin()
  router.switchTab(`/${mine}`)
  expect(stack()).toEqual([mine])
})

test('the tab that is open stays as it is', () => {
  const { router, lines } = begin()
  router.switchTab(`/${mine}`)
  lines.length = 0
  router.switchTab(`/${mine}`)
  expect(lines).toEqual([])
})

test('ten pages lie on each other, not more', () => {
  const { router, stack } = begin()
  router.reLaunch(`/${home}`)
  for (let depth = 1; depth < 10; depth += 1) router.navigateTo(`/${order}?depth=${depth}`)
  expect(() => router.navigateTo(`/${order}`)).toThrow(
    '10 pages are open: use my.redirectTo or my.navigateBack',
  )
  expect(stack()).toHaveLength(10)
})

test('only the page on top is on the screen, and one that is on top again', () => {
  const { router, shown } = begin()
  router.reLaunch(`/${home}`)
  router.navigateTo(`/${order}`)
  expect(shown()).toEqual([order])
  router.navigateBack()
  expect(shown()).toEqual([home])
})

describe('navigateBack', () => {
  test.each([
    [1, [home, order]],
    [2, [home]],
    [99, [home]],
  ])('by %d of two', (delta, left) => {
    const { router, stack } = begin()
    router.reLaunch(`/${home}`)
    router.navigateTo(`/${order}`)
    router.navigateTo(`/${order}`)
    router.navigateBack(delta)
    expect(stack()).toEqual(left)
  })

  test('where nothing lies below does nothing', () => {
    const { router, lines } = begin()
    router.reLaunch(`/${home}`)
    lines.length = 0
    router.navigateBack()
    expect(lines).toEqual([])
  })
})

test('an address goes from the page that is open', () => {
  const { router, stack, lines } = begin()
  router.reLaunch(`/${home}`)
  router.navigateTo('../order/order?x=1')
  expect(stack()).toEqual([home, order])
  router.navigateTo('?x=2')
  expect(stack()).toEqual([home, order, order])
  expect(lines.filter((line) => line.startsWith('order onLoad'))).toEqual([
    'order onLoad {"x":"1"}',
    'order onLoad {"x":"2"}',
  ])
})

test('a page whose component cannot be made is told', async () => {
  const harness = inline(
    {
      app: { axml: '' },
      home: { axml: '<broken />', using: ['broken'] },
      broken: { axml: '', options: { mixins: [undefined] } },
    },
    { texts: { 'app.json': '{ "pages": ["home"] }' } },
  )
  await expect(harness.launch('.')).rejects.toThrow(TypeError)
})

test.each([['redirectTo'], ['reLaunch']] as const)(
  'pages that open each other by %s without an end are an error',
  (name) => {
    const options: Record<string, unknown> = {}
    const unit = (path: string): Unit => ({ path, template: { root: () => [path] }, options, using: {} })
    const report = jest.fn()
    const router = new Router({
      root: document.createElement('div'),
      world: {
        report,
        warn: () => undefined,
        dataChanged: () => undefined,
        later: () => undefined,
        rpx: String,
      },
      pageOf: unit,
      tabs: [],
      changed: () => undefined,
    })
    options['onLoad'] = () => router[name](router.top?.unit.path === 'a' ? '/b' : '/a')
    router.navigateTo('/a')
    expect(report).toHaveBeenCalledWith(
      new Error('pages open each other without an end: a, b. Ask in onLoad whether it is needed'),
    )
  },
)
