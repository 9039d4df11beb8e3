import { inline } from '../support/inline.js'

type Bag = Record<string, unknown>
interface Self {
  props: Bag
  data: Bag
  setData(change: Bag, done?: () => void): void
}

function told(lines: string[], name: string) {
  return {
    onInit(this: Self) {
      lines.push(`${name} onInit ${String(this.props['value'])}`)
    },
    deriveDataFromProps(this: Self, next: Bag) {
      lines.push(`${name} derive ${String(this.props['value'])}>${String(next['value'])}`)
    },
    didMount() {
      lines.push(`${name} didMount`)
    },
    didUpdate(this: Self, before: Bag) {
      lines.push(`${name} didUpdate ${String(before['value'])}>${String(this.props['value'])}`)
    },
    didUnmount() {
      lines.push(`${name} didUnmount`)
    },
  }
}

describe('5. lifecycle', () => {
  test('init, derive, drawing, mount, inner components before outer ones', async () => {
    const lines: string[] = []
    const harness = inline({
      inner: { axml: '', options: told(lines, 'inner') },
      outer: { axml: '<inner value="{{value}}" />', using: ['inner'], options: told(lines, 'outer') },
    })
    await harness.mount('outer', { value: 1 })
    expect(lines).toEqual([
      'outer onInit 1',
      'outer derive 1>1',
      'inner onInit 1',
      'inner derive 1>1',
      'inner didMount',
      'outer didMount',
    ])
  })

  test('an update derives while props are still old, then draws, then tells', async () => {
    const lines: string[] = []
    const harness = inline({ box: { axml: '', options: told(lines, 'box') } })
    const box = await harness.mount('box', { value: 1 })
    lines.length = 0
    await box.setProps({ value: 2 })
    expect(lines).toEqual(['box derive 1>2', 'box didUpdate 1>2'])
  })

  test('unmounting tells each component once', async () => {
    const lines: string[] = []
    const harness = inline({ box: { axml: '', options: told(lines, 'box') } })
    const box = await harness.mount('box')
    lines.length = 0
    await box.unmount()
    expect(lines).toEqual(['box didUnmount'])
  })

  test('own data derives too, with the current props', async () => {
    const lines: string[] = []
    const harness = inline({ box: { axml: '', options: told(lines, 'box') } })
    const box = await harness.mount('box', { value: 1 })
    lines.length = 0
    box.instance.setData({ own: true })
    await harness.flush()
    expect(lines).toEqual(['box derive 1>1', 'box didUpdate 1>1'])
  })

  test.each(['onInit', 'deriveDataFromProps'])('data set in %s lands in the first drawing', async (name) => {
    const drawn: unknown[] = []
    const harness = inline(
      {
        box: {
          axml: '<import-sjs name="seen" from="./seen.sjs" /><text>{{seen(value)}}</text>',
          options: {
            data: { value: 'old' },
            [name](this: Self) {
              if (this.data['value'] === 'old') this.setData({ value: 'new' })
            },
          },
        },
      },
      { sjs: { 'seen.sjs': { default: (value: unknown) => drawn.push(value) } } },
    )
    await harness.mount('box')
    expect(drawn).toEqual(['new'])
  })

  test('an error of a lifecycle goes to onError where there is one, else to whoever runs it', async () => {
    const didMount = () => {
      throw new Error('mount failed')
    }
    const onError = jest.fn()
    const harness = inline({
      guarded: { axml: '', options: { didMount, onError } },
      bare: { axml: '', options: { didMount } },
    })
    await harness.mount('guarded')
    expect(onError.mock.calls).toEqual([[new Error('mount failed')]])
    await expect(harness.mount('bare')).rejects.toThrow('mount failed')
  })

  test('data for a component that is gone is dropped', async () => {
    const harness = inline({ box: { axml: '<text>{{a}}</text>' } })
    const box = await harness.mount('box')
    await box.unmount()
    box.instance.setData({ a: 1 })
    await expect(harness.flush()).resolves.toBeUndefined()
  })
})

describe('6. props that are the same one by one', () => {
  test('neither derive nor update', async () => {
    const lines: string[] = []
    const harness = inline({
      inner: { axml: '', options: told(lines, 'inner') },
      outer: { axml: '<inner value="{{value}}" />', using: ['inner'], options: { data: { value: 1 } } },
    })
    const outer = await harness.mount('outer')
    lines.length = 0
    outer.instance.setData({ other: 1 })
    await harness.flush()
    expect(lines).toEqual([])
  })

  test('but what stands in its slot is drawn anew', async () => {
    const harness = inline({
      inner: { axml: '<slot />' },
      outer: {
        axml: '<inner><text>{{count}}</text></inner>',
        using: ['inner'],
        options: { data: { count: 1 } },
      },
    })
    const outer = await harness.mount('outer')
    outer.instance.setData({ count: 2 })
    await harness.flush()
    expect(outer.texts()).toEqual(['2'])
  })
})

test('7. didUpdate gets props and data as they were before', async () => {
  const seen: unknown[] = []
  const harness = inline({
    box: {
      axml: '',
      options: {
        data: { list: [{ n: 1 }], other: { kept: true } },
        didUpdate(this: Self, _props: Bag, before: Bag) {
          seen.push([before, this.data])
        },
      },
    },
  })
  const box = await harness.mount('box')
  box.instance.setData({ 'list[0].n': 2 })
  await harness.flush()
  const other = { kept: true }
  expect(seen).toEqual([
    [
      { list: [{ n: 1 }], other },
      { list: [{ n: 2 }], other },
    ],
  ])
})

describe('18. mixins', () => {
  test('lifecycles all run, mixins first, and own members win', async () => {
    const lines: string[] = []
    const deep = told(lines, 'deep')
    const mixin = { ...told(lines, 'mixin'), mixins: [deep], data: { a: 'mixin', b: 'mixin' } }
    const harness = inline({
      box: {
        axml: '<text>{{a}} {{b}}</text>',
        options: { ...told(lines, 'own'), mixins: [mixin], data: { b: 'own' } },
      },
    })
    const box = await harness.mount('box')
    expect(box.texts()).toEqual(['mixin own'])
    expect(lines.filter((line) => line.endsWith('didMount'))).toEqual([
      'deep didMount',
      'mixin didMount',
      'own didMount',
    ])
  })

  test('each instance has data of its own', async () => {
    const harness = inline({ box: { axml: '', options: { data: { list: [] as number[] } } } })
    const one = await harness.mount('box')
    ;(one.instance.data['list'] as number[]).push(1)
    const other = await harness.mount('box')
    expect(other.data()).toEqual({ list: [] })
  })
})
