import { appEvents } from '../../src/my/app-events.js'
import { jsapi, JsapiError } from '../../src/my/callbacks.js'
import { createMy } from '../../src/my/create-my.js'
import { dialogs } from '../../src/my/dialogs.js'
import type { Device } from '../../src/my/device.js'
import { navigation } from '../../src/my/navigation.js'
import { memoryStore, storage } from '../../src/my/storage.js'
import { system } from '../../src/my/system.js'
import type { Router } from '../../src/runtime/router.js'
import { createSelectorQuery } from '../../src/runtime/selector-query.js'
import type { World } from '../../src/runtime/world.js'

describe('a JSAPI', () => {
  const broken = (error: unknown) =>
    jsapi(() => {
      throw error
    })

  test('fails with number and message, then completes with the same', async () => {
    const told: unknown[] = []
    const fail = (error: object) => told.push(['fail', error])
    const complete = (error: object) => told.push(['complete', error])
    await broken(new JsapiError(7, 'no'))({ fail, complete })
    const failure = { error: 7, errorMessage: 'no' }
    expect(told).toEqual([
      ['fail', failure],
      ['complete', failure],
    ])
  })

  test.each([
    [new JsapiError(7, 'no'), { name: 'JsapiError', error: 7, errorMessage: 'no', message: 'no (error 7)' }],
    [new Error('bug'), { message: 'bug' }],
  ])('rejects with %s where nobody listens', async (error, failure) => {
    await expect(broken(error)()).rejects.toMatchObject(failure)
  })

  test.each([
    [new Error('bug'), 'bug'],
    ['words', 'words'],
  ])('an error of another kind, %s, is number 2', async (error, errorMessage) => {
    await expect(broken(error)({ complete: () => undefined })).resolves.toEqual({ error: 2, errorMessage })
  })

  test('answers an empty object for nothing, and takes no options', async () => {
    await expect(jsapi(() => undefined)()).resolves.toEqual({})
  })

  test('completes also where success throws', async () => {
    const complete = jest.fn()
    const success = () => {
      throw new Error('in success')
    }
    await expect(jsapi(() => ({ a: 1 }))({ success, complete })).rejects.toThrow('in success')
    expect(complete.mock.calls).toEqual([[{ a: 1 }]])
  })
})

describe('dialogs', () => {
  const seen: unknown[] = []
  const see = (answer: unknown) => (options: object) => {
    seen.push(options)
    return Promise.resolve(answer)
  }
  const device = {
    ...{ toast: see(undefined), alert: see(undefined), confirm: see(true), actionSheet: see(2) },
    ...{ loading: see(undefined), hideToast: see(undefined), navigationBar: see(undefined) },
  } as unknown as Device
  const my = dialogs(device) as unknown as Record<string, (options?: object) => Promise<object>>
  beforeEach(() => {
    seen.length = 0
  })

  test.each([
    ['showToast', {}, { content: '', type: 'none', duration: 2000 }, {}],
    [
      'showToast',
      { content: 'a', type: 'fail', duration: 7 },
      { content: 'a', type: 'fail', duration: 7 },
      {},
    ],
    ['showToast', { content: 5 }, { content: '', type: 'none', duration: 2000 }, {}],
    ['hideToast', {}, undefined, {}],
    ['alert', {}, { title: '', content: '', buttonText: 'OK' }, {}],
    [
      'alert',
      { title: 't', content: 'c', buttonText: 'b' },
      { title: 't', content: 'c', buttonText: 'b' },
      {},
    ],
    [
      'confirm',
      {},
      { title: '', content: '', confirmButtonText: 'OK', cancelButtonText: 'Cancel' },
      { confirm: true },
    ],
    [
      'confirm',
      { title: 't', content: 'c', confirmButtonText: 'y', cancelButtonText: 'n' },
      { title: 't', content: 'c', confirmButtonText: 'y', cancelButtonText: 'n' },
      { confirm: true },
    ],
    ['showActionSheet', {}, { title: '', items: [], cancelButtonText: 'Cancel' }, { index: 2 }],
    [
      'showActionSheet',
      { title: 't', items: ['a', 1], cancelButtonText: 'n' },
      { title: 't', items: ['a', '1'], cancelButtonText: 'n' },
      { index: 2 },
    ],
    ['showLoading', {}, '', {}],
    ['showLoading', { content: 'w' }, 'w', {}],
    ['hideLoading', {}, undefined, {}],
    ['setNavigationBar', {}, {}, {}],
    [
      'setNavigationBar',
      { title: 't', backgroundColor: 'red', image: 'x' },
      { title: 't', backgroundColor: 'red' },
      {},
    ],
    ['setNavigationBar', { title: 1, backgroundColor: 2 }, {}, {}],
  ])('%s %j shows %j', async (name, options, shown, answer) => {
    await expect(my[name]!(options)).resolves.toEqual(answer)
    expect(seen).toEqual([shown])
  })
})

describe('navigation', () => {
  const begin = () => {
    const calls: unknown[] = []
    const router = new Proxy({}, { get: (_target, name) => (value: unknown) => calls.push([name, value]) })
    return {
      calls,
      my: navigation(() => router as unknown as Router) as unknown as Record<
        string,
        (options: object) => Promise<object>
      >,
    }
  }

  test.each([
    ['navigateTo', { url: '/a' }, '/a'],
    ['redirectTo', { url: '/a' }, '/a'],
    ['reLaunch', { url: '/a' }, '/a'],
    ['switchTab', { url: '/a' }, '/a'],
    ['navigateTo', {}, ''],
    ['navigateBack', {}, 1],
    ['navigateBack', { delta: 2 }, 2],
    ['navigateBack', { delta: '2' }, 1],
  ])('%s %j', async (name, options, value) => {
    const { my, calls } = begin()
    await expect(my[name]!(options)).resolves.toEqual({})
    expect(calls).toEqual([[name, value]])
  })

  test.each([
    [new Error('no page'), 'no page'],
    ['words', 'words'],
  ])('fails with number 10: %s', async (thrown, errorMessage) => {
    const my = navigation(() => {
      throw thrown as Error
    })
    await expect(my.navigateTo({ url: '/a' })).rejects.toMatchObject({ error: 10, errorMessage })
  })
})

describe('selectors', () => {
  interface Query {
    select(selector: string): Query
    selectAll(selector: string): Query
    selectViewport(): Query
    in(component: object): Query
    boundingClientRect(): Query
    scrollOffset(): Query
    exec(done?: (results: unknown[]) => void): Query
  }
  const page = document.createElement('div')
  page.innerHTML =
    '<a-view id="a" class="x"><a-text class="x" id="b"></a-text></a-view><a-scroll-view id="c"></a-scroll-view>'
  const ask = (build: (query: Query) => Query, around: Element | undefined = page) =>
    new Promise<unknown[]>((done) => build(createSelectorQuery(() => around)).exec(done))

  test.each([
    ['view', 'a'],
    ['#b', 'b'],
    ['view text', 'b'],
    ['view>text', 'b'],
    ['.x text', 'b'],
    ['view+scroll-view', 'c'],
    ['text,scroll-view', 'b'],
  ])('%s is %s', async (selector, id) => {
    expect(await ask((query) => query.select(selector).boundingClientRect())).toEqual([
      { id, dataset: {}, left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 },
    ])
  })

  test('answers come in their order, each of its own kind', async () => {
    const scrolled = page.querySelector('#c')!
    Object.assign(scrolled, { scrollTop: 3, scrollLeft: 4 })
    const results = await ask((query) =>
      query
        .in({})
        .selectAll('.x')
        .boundingClientRect()
        .select('#c')
        .scrollOffset()
        .selectViewport()
        .boundingClientRect(),
    )
    const idsOf = (result: unknown) =>
      (Array.isArray(result) ? result : [result]).map((one) => (one as { id: string }).id)
    expect([idsOf(results[0]), results[1], idsOf(results[2])]).toEqual([
      ['a', 'b'],
      { scrollTop: 3, scrollLeft: 4, scrollWidth: 0, scrollHeight: 0 },
      [''],
    ])
  })

  test('where there is nothing, the answer is null, of all an empty list', async () => {
    const all = (query: Query) =>
      query.select('.no').boundingClientRect().selectAll('.no').boundingClientRect()
    expect(await ask(all)).toEqual([null, []])
    const results = await new Promise<unknown[]>((done) =>
      all(createSelectorQuery(() => undefined)).exec(done),
    )
    expect(results).toEqual([null, []])
  })

  test('nobody has to listen', () => {
    expect(() =>
      createSelectorQuery(() => page)
        .select('view')
        .exec(),
    ).not.toThrow()
  })
})

describe('storage', () => {
  const begin = () => {
    const store = memoryStore()
    store.setItem('theirs', '"other"')
    return { store, my: storage(store, 'mine:') as unknown as Record<string, (options?: object) => object> }
  }

  test('keeps to its own keys', () => {
    const { store, my } = begin()
    my['setStorageSync']!({ key: 'a', data: 'x' })
    my['setStorageSync']!({ key: 'b' })
    expect([store.getItem('mine:a'), store.getItem('mine:b')]).toEqual(['"x"', 'null'])
    expect(my['getStorageInfoSync']!()).toEqual({ keys: ['a', 'b'], currentSize: 1, limitSize: 10240 })
    my['clearStorageSync']!()
    expect([store.length, store.getItem('theirs')]).toEqual([1, '"other"'])
    expect(my['getStorageInfoSync']!()).toEqual({ keys: [], currentSize: 0, limitSize: 10240 })
  })

  test.each(['setStorage', 'getStorage', 'removeStorage', 'getStorageInfo', 'clearStorage'])(
    '%s answers later',
    async (name) => {
      const { my } = begin()
      await expect(my[name]!({ key: 'a' })).resolves.toBeInstanceOf(Object)
    },
  )

  test('a size is in whole kilobytes', () => {
    const { my } = begin()
    my['setStorageSync']!({ key: 'a', data: 'x'.repeat(2048) })
    expect(my['getStorageInfoSync']!()).toMatchObject({ currentSize: 3 })
  })

  test('a store in memory counts and finds its keys', () => {
    const store = memoryStore()
    store.setItem('a', '1')
    expect([store.length, store.key(0), store.key(1), store.getItem('b')]).toEqual([1, 'a', null, null])
    store.removeItem('a')
    expect(store.length).toBe(0)
  })
})

describe('the phone', () => {
  const device = { systemInfo: () => ({ language: 'en', pixelRatio: 2 }) } as unknown as Device
  const my = system(device, (name) => name === 'alert', '42') as unknown as Record<
    string,
    (query?: string) => unknown
  >

  test('says what it is, at once and later', async () => {
    const info = {
      ...{
        language: 'en',
        pixelRatio: 2,
        app: 'alipay',
        brand: 'mini-program-simulator',
        model: 'mini-program-simulator',
      },
      ...{
        platform: 'simulator',
        system: 'simulator',
        version: '10.5.0',
        titleBarHeight: 44,
        statusBarHeight: 20,
        fontSizeSetting: 16,
      },
    }
    expect(my['getSystemInfoSync']!()).toEqual(info)
    await expect(my['getSystemInfo']!()).resolves.toEqual(info)
    expect([my['SDKVersion'], my['env'], my['isIDE']]).toEqual(['2.9.0', { clientEnv: 'simulator' }, true])
  })

  test('knows the program', async () => {
    expect(my['getAppIdSync']!()).toEqual({ appId: '42' })
    await expect(my['getRunScene']!()).resolves.toEqual({ envVersion: 'develop' })
    await expect(my['getSetting']!()).resolves.toEqual({ authSetting: {} })
  })

  test.each([
    ['component2', true],
    ['mixin', true],
    ['alert', true],
    ['alert.object.title', true],
    ['', false],
    ['scan', false],
  ])('can it do %j: %j', (query, can) => {
    expect(my['canIUse']!(query)).toBe(can)
  })
})

describe('the app', () => {
  const become = (state: DocumentVisibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
    document.dispatchEvent(new Event('visibilitychange'))
  }
  afterEach(() => Reflect.deleteProperty(document, 'visibilityState'))

  test('tells each listener when it is left and when it is back, until that one is taken away', () => {
    const my = appEvents()
    const told: string[] = []
    const back = () => told.push('back')
    my.onAppShow(back)
    my.onAppShow(() => told.push('back too'))
    my.onAppHide(() => told.push('left'))
    become('hidden')
    become('visible')
    my.offAppShow(back)
    become('visible')
    expect(told).toEqual(['left', 'back', 'back too', 'back too'])
  })

  test('off without a listener takes all away', () => {
    const my = appEvents()
    const told = jest.fn()
    my.onAppShow(told)
    my.onAppHide(told)
    my.offAppShow()
    my.offAppHide()
    become('hidden')
    become('visible')
    expect(told).not.toHaveBeenCalled()
  })
})

describe('all of it', () => {
  const my = createMy({
    ...{
      appId: '1',
      device: {} as Device,
      world: {} as World,
      onMissing: 'throw',
      router: () => ({}) as unknown as Router,
      store: memoryStore(),
      storePrefix: '',
      page: () => undefined,
    },
    members: { scan: () => 'given', alert: 'own' },
    remedy: (name) => `Give ${name}`,
  })

  test('members win, what is known but not there says how to give it', () => {
    expect([(my['scan'] as () => string)(), my['alert']]).toEqual(['given', 'own'])
    expect(my['chooseImage']).toThrow('my.chooseImage is not simulated. Give chooseImage')
    expect((my['canIUse'] as (name: string) => boolean)('scan')).toBe(true)
  })

  test.each([
    ...['hideKeyboard', 'vibrate', 'vibrateShort', 'vibrateLong', 'stopPullDownRefresh'],
    ...['hideBackHome', 'setBackgroundColor', 'setBackgroundTextStyle', 'showNavigationBarLoading'],
    ...['hideNavigationBarLoading', 'hideShareMenu', 'setKeepScreenOn', 'reportAnalytics', 'setOptionMenu'],
  ])('%s succeeds and does nothing', async (name) => {
    await expect((my[name] as () => Promise<object>)()).resolves.toEqual({})
  })
})
