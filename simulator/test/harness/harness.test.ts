import { createHarness } from '../../src/harness/index.js'
import { inline } from '../support/inline.js'

describe('finding', () => {
  const axml = `<view class="list"><view class="row one"> first </view><view class="row" hidden>gone</view>
    <view class="row"><text>second</text></view><input class="field" value="a" /></view>`
  const begin = async () => {
    const harness = inline({ box: { axml } })
    return { harness, box: await harness.mount('box') }
  }

  test('by text: the innermost element that is on the screen', async () => {
    const { box } = await begin()
    expect([box.byText('second').tag, box.byText('first').classes]).toEqual(['text', ['row', 'one']])
    expect(() => box.byText('gone')).toThrow(
      'no element with the text "gone"; on the screen: ["first","second"]',
    )
  })

  test('by class and by tag', async () => {
    const { box } = await begin()
    expect(box.byClass('row').text).toBe('first')
    expect(box.allByClass('row').map(({ text }) => text)).toEqual(['first', 'second'])
    expect(box.allByTag('text').map(({ text }) => text)).toEqual(['second'])
    expect(box.allByTag('lottie')).toEqual([])
    expect(() => box.byClass('none')).toThrow('no element of class none')
  })

  test('everything', async () => {
    const { box } = await begin()
    expect(box.html()).toContain('<a-view class="row one">')
    expect(box.byClass('one').attribute('class')).toBe('row one')
    expect(box.byClass('one').attribute('role')).toBeUndefined()
  })

  test('typing needs a field', async () => {
    const { box } = await begin()
    await expect(box.byClass('one').type('x')).rejects.toThrow('<view> takes no text')
    await box.byClass('field').type('typed')
    expect(box.byClass('field').element.querySelector('input')!.value).toBe('typed')
  })
})

describe('mounting', () => {
  test('gives props, slots, data and all that went through setData', async () => {
    const harness = inline({
      box: {
        axml: '<text>{{title}} {{count}}</text><slot /><slot name="foot" />',
        options: { data: { count: 0 } },
      },
    })
    const box = await harness.mount('box', { title: 'T' }, { slots: { '': 'body', foot: 'foot' } })
    expect(box.texts()).toEqual(['T 0', 'body', 'foot'])
    box.instance.setData({ count: 1 })
    await box.settle()
    expect([box.data(), box.changes(), box.texts()[0]]).toEqual([{ count: 1 }, [{ count: 1 }], 'T 1'])
  })

  test('takes away the props that are named, and leaves the others', async () => {
    const box = await inline({ box: { axml: '<text>{{a}}{{b}}</text>' } }).mount('box', { a: 1, b: 2 })
    await box.removeProps('a')
    expect([box.texts(), box.instance.props]).toEqual([['2'], { b: 2 }])
  })

  test('has a page around it, which takes data', async () => {
    const box = await inline({ box: { axml: '' } }).mount('box')
    const page = box.instance['$page'] as { is: string; data: object; setData(change: object): void }
    page.setData({ a: 1 })
    expect([page.is, page.data]).toEqual(['test/page', { a: 1 }])
  })

  test('waits for a long row of promises', async () => {
    const harness = inline({
      box: {
        axml: '<text>{{text}}</text>',
        options: {
          async didMount(this: { setData(change: object): void }) {
            for (let step = 0; step < 100; step += 1) await Promise.resolve()
            this.setData({ text: 'there' })
          },
        },
      },
    })
    expect((await harness.mount('box')).texts()).toEqual(['there'])
  })

  test('finds templates in packages, and TypeScript before JavaScript', async () => {
    const files = {
      '/inline/box.axml': '<import src="words/t.axml" /><template is="t" />',
      '/inline/box.ts': '',
      '/inline/box.js': '',
      '/inline/node_modules/words/t.axml': '<template name="t">from a package</template>',
    }
    const load = jest.fn(() =>
      (globalThis as unknown as { Component: (options: object) => void }).Component({}),
    )
    const harness = createHarness({ root: '/inline', files, load })
    expect((await harness.mount('box')).texts()).toEqual(['from a package'])
    expect(load.mock.calls).toEqual([['/inline/box.ts']])
    harness.dispose()
  })

  test('an unmounted one leaves the document, and others keep theirs', async () => {
    const harness = inline({ box: { axml: '<text>{{n}}</text>' } })
    const [one, other] = [await harness.mount('box', { n: 1 }), await harness.mount('box', { n: 2 })]
    await one.unmount()
    other.instance.setData({ a: 1 })
    expect([document.querySelectorAll('a-page').length, other.texts(), one.changes()]).toEqual([1, ['2'], []])
  })

  test('a component that fails to draw says why', async () => {
    const call = () => {
      throw new Error('no price')
    }
    const harness = inline({ box: { axml: '<text>{{call()}}</text>', options: { data: { call } } } })
    await expect(harness.mount('box')).rejects.toThrow('no price')
  })

  test.each([
    ['gone', 'there is no /inline/gone.axml'],
    ['bare', '/inline/bare.js calls neither Component nor Page nor App'],
    ['alone', 'there is no script /inline/alone.js'],
  ])('%s: %s', async (path, message) => {
    const files = { '/inline/bare.axml': '', '/inline/bare.js': '', '/inline/alone.axml': '' }
    const harness = createHarness({ root: '/inline', files, load: () => undefined })
    await expect(harness.mount(path)).rejects.toThrow(message)
    harness.dispose()
  })

  test('a component may use itself, and each is loaded once', async () => {
    const files = {
      '/inline/tree.axml': '<text>{{depth}}</text><tree a:if="{{depth > 0}}" depth="{{depth - 1}}" />',
      '/inline/tree.js': '',
      '/inline/tree.json': '{ "usingComponents": { "tree": "./tree" } }',
    }
    const load = jest.fn(() =>
      (globalThis as unknown as { Component: (options: object) => void }).Component({}),
    )
    const harness = createHarness({ root: '/inline', files, load })
    expect((await harness.mount('tree', { depth: 2 })).texts()).toEqual(['2', '1', '0'])
    expect(load.mock.calls).toEqual([['/inline/tree.js']])
    harness.dispose()
  })
})

describe('an event of a test', () => {
  test('goes up, may be stopped, and a tap has the fields of a mouse', async () => {
    const heard: Event[] = []
    const box = await inline({ box: { axml: '<view class="a" /><input class="b" />' } }).mount('box')
    const listen = (event: Event) => {
      event.preventDefault()
      heard.push(event)
    }
    for (const name of ['click', 'animationend', 'input']) document.addEventListener(name, listen)
    await box.byClass('a').fire('tap', { clientX: 3 })
    await box.byClass('a').fire('animationEnd')
    box.byClass('b').element.querySelector('input')!.addEventListener('input', listen)
    await box.byClass('b').type('x')
    for (const name of ['click', 'animationend', 'input']) document.removeEventListener(name, listen)
    expect(heard.map(({ type, defaultPrevented }) => [type, defaultPrevented])).toEqual([
      ['click', true],
      ['animationend', true],
      ['input', false],
    ])
    expect(heard[0]).toBeInstanceOf(MouseEvent)
    expect((heard[0] as MouseEvent).clientX).toBe(3)
  })
})

describe('errors of the program', () => {
  test('are thrown by the next wait, one each, and may be forgiven', async () => {
    const harness = inline({ box: { axml: '' } })
    await harness.mount('box')
    harness.errors.push(new Error('one'), 'two')
    await expect(harness.flush()).rejects.toThrow('one')
    const second: unknown = await harness.flush().catch((error: unknown) => error)
    expect([String(second), (second as Error).cause]).toEqual([
      'Error: the mini program threw no Error',
      'two',
    ])
    harness.errors.push(new Error('three'))
    harness.errors.length = 0
    await expect(harness.flush()).resolves.toBeUndefined()
  })
})

describe('globals', () => {
  const given = globalThis as unknown as Record<string, unknown>

  test('are those of a mini program, until the end', () => {
    const harness = createHarness({ my: { own: 1 } })
    expect([given['my'], (given['my'] as { own: number }).own]).toEqual([harness.my, 1])
    for (const name of ['App', 'Page', 'Component', 'Mixin', 'getApp', 'getCurrentPages'])
      expect(given[name]).toBeInstanceOf(Function)
    const mixin = {}
    expect((given['Mixin'] as (options: object) => object)(mixin)).toBe(mixin)
    harness.dispose()
    for (const name of ['my', 'App', 'Mixin']) expect(name in given).toBe(false)
  })

  test('leave my alone where they are told to', () => {
    given['my'] = 'its own'
    const harness = createHarness({ my: false })
    expect(given['my']).toBe('its own')
    harness.dispose()
    expect(given['my']).toBe('its own')
    delete given['my']
  })

  test('know the program', () => {
    const harness = createHarness({ appId: '42' })
    expect((harness.my['getAppIdSync'] as () => object)()).toEqual({ appId: '42' })
    harness.dispose()
    const other = createHarness()
    expect((other.my['getAppIdSync'] as () => object)()).toEqual({ appId: '2021000000000000' })
    other.dispose()
  })
})

describe('launching', () => {
  const program = (more: object = {}, app: object = {}) =>
    inline(
      {
        app: { axml: '', options: app },
        'pages/a': {
          axml: '<tag-of-app /><text>{{id}}</text>',
          options: {
            data: { id: '-' },
            onLoad(this: { setData(change: object): void }, query: object) {
              this.setData(query)
            },
          },
        },
        'pages/b': { axml: '<text>b</text>', options: {} },
        part: { axml: '<text>part</text>' },
      },
      {
        texts: {
          'app.json': JSON.stringify({
            pages: ['pages/a', '/pages/b'],
            usingComponents: { 'tag-of-app': '/part' },
            ...more,
          }),
        },
      },
    )

  test('opens a page with a query, and knows components of app.json', async () => {
    const launched = await program().launch('.', { page: '/pages/a?id=7' })
    expect([launched.stack(), launched.screen().texts()]).toEqual([['pages/a'], ['part', '7']])
    expect(launched.page()['route']).toBe('pages/a')
  })

  test('opens the first page where none is named, and tells the app which', async () => {
    const told: unknown[] = []
    const app = {
      onLaunch: (options: object) => told.push(options),
      onShow: (options: object) => told.push(options),
    }
    const launched = await program({}, app).launch('.')
    expect(launched.stack()).toEqual(['pages/a'])
    expect(told).toEqual([
      { path: 'pages/a', query: {} },
      { path: 'pages/a', query: {} },
    ])
    expect(launched.app).toBe(app)
  })

  test('the app is told the path and its query apart, and my tells both again', async () => {
    const onLaunch = jest.fn()
    await program({}, { onLaunch }).launch('.', { page: 'pages/b?x=1' })
    expect(onLaunch.mock.calls).toEqual([[{ path: 'pages/b', query: { x: '1' } }]])
    const my = globalThis as unknown as { my: Record<string, () => unknown> }
    expect(my.my['getLaunchOptionsSync']!()).toEqual({ path: 'pages/b', query: { x: '1' } })
  })

  test('an app that fails, and a page that is not there, are errors', async () => {
    const onShow = () => {
      throw new Error('app broke')
    }
    await expect(program({}, { onShow }).launch('.')).rejects.toThrow('app broke')
    await expect(program().launch('.', { page: 'pages/c' })).rejects.toThrow(
      'there is no page pages/c: add it to "pages" in app.json',
    )
    await expect(program({ pages: [] }).launch('.')).rejects.toThrow('a mini program has pages')
  })

  test('a page that can not be used leaves the others, and says why when it is opened', async () => {
    const files = {
      '/p/app.json': '{ "pages": ["a", "b"] }',
      '/p/app.js': '',
      '/p/a.axml': '<text>a</text>',
      '/p/a.js': '',
      '/p/b.json': '{',
      '/p/b.axml': '<text>b</text>',
    }
    const load = (file: string) => {
      const world = globalThis as unknown as Record<'App' | 'Page', (options: object) => void>
      world[file === '/p/app.js' ? 'App' : 'Page']({})
    }
    const harness = createHarness({ root: '/p', files, load })
    const program = await harness.launch('/p')
    expect(program.screen().texts()).toEqual(['a'])
    program.router.navigateTo('/b')
    await expect(harness.flush()).rejects.toThrow('/p/b.json:1:2: this is not valid JSON')
    await expect(harness.flush()).rejects.toThrow('there is no script /p/b.js')
    expect(program.screen().texts()).toEqual(['b'])
    harness.dispose()
  })

  test('nothing is open at the end', async () => {
    const harness = program()
    const launched = await harness.launch('.')
    harness.dispose()
    expect(() => launched.page()).toThrow('no page is open')
    expect(document.body.childNodes).toHaveLength(0)
  })
})
