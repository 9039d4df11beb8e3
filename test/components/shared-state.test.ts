import type * as ConfigureModule from '../../components/configure'
import type * as StateModule from '../../components/shared-state'

const KEY = '__miniMessage1'

type Bag = Record<string, unknown>
const world = globalThis as { my?: object; getApp?: () => Bag | undefined }

/** The modules as one bundle has them: each bundle has a copy of its own. */
function bundle(): typeof ConfigureModule & typeof StateModule {
  let modules = {}
  jest.isolateModules(() => {
    modules = {
      // oxlint-disable-next-line typescript/no-require-imports
      ...require<object>('../../components/configure'),
      // oxlint-disable-next-line typescript/no-require-imports
      ...require<object>('../../components/shared-state'),
    }
  })
  return modules as typeof ConfigureModule & typeof StateModule
}

/** From here on `getApp` gives the app. */
function startApp(app: Bag = {}): Bag {
  world.getApp = () => app
  return app
}

let warn: jest.SpyInstance
beforeEach(() => {
  world.my = {}
  delete world.getApp
  warn = jest.spyOn(console, 'warn').mockImplementation()
})

const noApp: [string, () => void][] = [
  ['is missing', () => undefined],
  ['gives nothing', () => (world.getApp = () => undefined)],
  [
    'throws',
    () => {
      world.getApp = () => {
        throw new Error('App is not called yet')
      }
    },
  ],
]

test.each(noApp)(
  'before the app, where getApp %s, one bundle reads what another one was told',
  (_, prepare) => {
    prepare()
    bundle().configure({ backendUrl: '/early' })
    expect(bundle().sharedState().options).toEqual({ backendUrl: '/early' })
    expect(warn).not.toHaveBeenCalled()
  },
)

test('what was told before the app reaches all bundles after it', () => {
  bundle().configure({ backendUrl: '/early', language: 'en' })
  startApp()
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/early', language: 'en' })
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/early', language: 'en' })
})

test('what was told in onLaunch reaches all bundles', () => {
  startApp()
  bundle().configure({ backendUrl: '/launch' })
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/launch' })
})

test('of two calls the later one wins, on both sides of the start of the app', () => {
  const { configure, sharedState } = bundle()
  configure({ backendUrl: '/1', language: 'en', quiet: true })
  configure({ backendUrl: '/2' })
  startApp()
  configure({ language: 'fr' })
  expect(sharedState().options).toEqual({ backendUrl: '/2', language: 'fr', quiet: true })
})

test('what lies on my is moved to the app once and never again', () => {
  bundle().configure({ backendUrl: '/early' })
  const app = startApp()
  bundle().configure({ backendUrl: '/late' })
  expect(world.my).toEqual({ [KEY]: {} })
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/late' })
  expect(app).toHaveProperty([KEY, 'options'], { backendUrl: '/late' })
})

test('the state is live: what one bundle writes into it another one reads', () => {
  startApp()
  bundle().sharedState().refusals['T1'] = 2
  expect(bundle().sharedState().refusals).toEqual({ T1: 2 })
})

test('refusals that were counted before the app are still there after it', () => {
  bundle().sharedState().refusals['T1'] = 1
  startApp()
  expect(bundle().sharedState().refusals).toEqual({ T1: 1 })
})

const closed: [string, object][] = [
  ['is frozen', Object.freeze({})],
  ['silently drops what is written to it', new Proxy({}, { set: () => true })],
  ['gives copies', new Proxy({}, { get: (target, name) => ({ ...(Reflect.get(target, name) as object) }) })],
  [
    'throws for every name',
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('no such JSAPI')
        },
      },
    ),
  ],
]

test.each(closed)('where my %s, a call before the app is kept and says once what to do', (_, my) => {
  world.my = my
  const { configure, sharedState } = bundle()
  configure({ backendUrl: '/early' })
  configure({ language: 'en' })
  expect(sharedState().options).toEqual({ backendUrl: '/early', language: 'en' })
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/call configure in onLaunch/)]])
})

test.each(closed)('where my %s, a call in onLaunch reaches all bundles without a warning', (_, my) => {
  world.my = my
  startApp()
  bundle().configure({ backendUrl: '/launch' })
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/launch' })
  expect(warn).not.toHaveBeenCalled()
})

test('where my is frozen, what a bundle was told early goes to the app when that bundle is used again', () => {
  world.my = Object.freeze({})
  const { configure } = bundle()
  configure({ backendUrl: '/early' })
  startApp()
  configure({ language: 'en' })
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/early', language: 'en' })
})

test('an app that takes no field leaves the state on my', () => {
  startApp(Object.freeze({}))
  bundle().configure({ backendUrl: '/launch' })
  expect(bundle().sharedState().options).toEqual({ backendUrl: '/launch' })
})

test('it works where there is neither my nor an app', () => {
  delete world.my
  const { configure, sharedState } = bundle()
  configure({ backendUrl: '/early' })
  expect(sharedState().options).toEqual({ backendUrl: '/early' })
})

test('fields of another version of the package stay, on the app and on the way to it', () => {
  world.my = { [KEY]: { options: { backendUrl: '/early' }, early: { a: 1 } } }
  const app = startApp({ [KEY]: { late: { b: 2 } } })
  bundle().configure({ language: 'en' })
  expect(app[KEY]).toEqual({
    options: { backendUrl: '/early', language: 'en' },
    refusals: {},
    tags: [],
    waiting: [],
    early: { a: 1 },
    late: { b: 2 },
  })
})

test('a state under another key is left alone', () => {
  const other = { options: { backendUrl: '/other' } }
  world.my = { __miniMessage2: other }
  const app = startApp({ __miniMessage2: other })
  const { configure, sharedState } = bundle()
  configure({ language: 'en' })
  expect(sharedState().options).toEqual({ language: 'en' })
  expect(app['__miniMessage2']).toBe(other)
  expect(other).toEqual({ options: { backendUrl: '/other' } })
  expect(world.my).toEqual({ __miniMessage2: other })
})
