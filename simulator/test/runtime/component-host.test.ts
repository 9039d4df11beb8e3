import { inline } from '../support/inline.js'

type Bag = Record<string, unknown>
interface Self {
  data: Bag
  setData(change: Bag, done?: () => void): void
}

/** An inner component that counts its drawings and lifecycles, in an owner. */
const inOwner = async (axml: string, data: object, inner: object = {}, owner: object = {}) => {
  const lines: string[] = []
  const line = (text: string) => () => void lines.push(text)
  const harness = inline(
    {
      inner: {
        axml: '<import-sjs name="drawn" from="./drawn.sjs" /><text>{{drawn()}}{{own}}</text><slot>empty</slot>',
        options: { deriveDataFromProps: line('derive'), didUpdate: line('didUpdate'), ...inner },
      },
      owner: { axml, using: ['inner'], options: { data, ...owner } },
    },
    {
      sjs: {
        'drawn.sjs': {
          default: () => {
            lines.push('drawn')
            return ''
          },
        },
      },
    },
  )
  const mounted = await harness.mount('owner')
  const linesOf = async (act: () => void) => {
    lines.length = 0
    act()
    await harness.flush()
    return [...lines]
  }
  return { instance: mounted.instance, texts: () => mounted.texts(), linesOf }
}

describe('a component is drawn again', () => {
  test('not where nothing of it changed', async () => {
    const { instance, linesOf } = await inOwner('<inner value="{{value}}" />', { value: 1 })
    expect(await linesOf(() => instance.setData({ other: 1 }))).toEqual([])
  })

  test('where something stands in it, without a lifecycle: that belongs to its owner', async () => {
    const didUpdate = jest.fn()
    const { instance, linesOf, texts } = await inOwner(
      '<inner>{{text}}</inner>',
      { text: 'a' },
      {},
      { didUpdate },
    )
    expect(await linesOf(() => instance.setData({ text: 'b' }))).toEqual(['drawn'])
    expect(texts()).toEqual(['b'])
    expect(didUpdate).toHaveBeenCalledTimes(1)
  })

  test.each([
    [true, 'empty', 'content'],
    [false, 'content', 'empty'],
  ])('where something begins or ceases to stand in it: %s', async (isGiven, before, after) => {
    const axml = '<inner a:if="{{isGiven}}">content</inner><inner a:else />'
    const { instance, linesOf, texts } = await inOwner(axml, { isGiven: !isGiven })
    expect(texts()).toEqual([before])
    expect(await linesOf(() => instance.setData({ isGiven }))).toEqual(['drawn'])
    expect(texts()).toEqual([after])
  })
})

test('own data derives once, also when deriving sets data', async () => {
  const inner: Self[] = []
  const given = {
    onInit(this: Self) {
      inner.push(this)
    },
    deriveDataFromProps(this: Self) {
      if (this.data['own'] !== this.data['derived']) this.setData({ derived: this.data['own'] })
    },
    didUpdate: () => undefined,
  }
  const derive = jest.spyOn(given, 'deriveDataFromProps')
  const { instance, linesOf } = await inOwner('<inner>{{text}}</inner>', { text: 'a' }, given)
  derive.mockClear()
  await linesOf(() => inner[0]!.setData({ own: 1 }))
  expect([derive.mock.calls.length, inner[0]!.data]).toEqual([1, { own: 1, derived: 1 }])
  await linesOf(() => instance.setData({ text: 'b' }))
  expect(derive).toHaveBeenCalledTimes(1)
})

test.each(['onInit', 'deriveDataFromProps'])('the callback of data set in %s comes', async (name) => {
  const done = jest.fn()
  const harness = inline({
    box: {
      axml: '',
      options: {
        [name](this: Self) {
          this.setData({ a: 1 }, done)
        },
      },
    },
  })
  await harness.mount('box')
  expect(done).toHaveBeenCalledTimes(1)
})

test('what a lifecycle throws late goes to onError too', async () => {
  const onError = jest.fn()
  const didMount = () => Promise.reject(new Error('late'))
  const harness = inline({ box: { axml: '', options: { didMount, onError } } })
  await harness.mount('box')
  expect(onError.mock.calls).toEqual([[new Error('late')]])
})

describe('ref', () => {
  const refOf = async (options: object) => {
    const received: unknown[] = []
    const harness = inline({
      inner: { axml: '', options },
      owner: {
        axml: '<inner ref="keep" />',
        using: ['inner'],
        options: { methods: { keep: (given: unknown) => received.push(given) } },
      },
    })
    await harness.mount('owner')
    return received
  }

  test("gives the instance, or what the component's own ref makes of it", async () => {
    expect(await refOf({})).toEqual([expect.objectContaining({ is: 'inner' })])
    expect(await refOf({ ref: () => 'own' })).toEqual(['own'])
  })

  test('may come from a mixin', async () => {
    expect(await refOf({ mixins: [{ ref: () => 'of the mixin' }] })).toEqual(['of the mixin'])
  })
})

test("a component's data may come from a function", async () => {
  const harness = inline({ box: { axml: '<text>{{a}}</text>', options: { data: () => ({ a: 'made' }) } } })
  expect((await harness.mount('box')).texts()).toEqual(['made'])
})
