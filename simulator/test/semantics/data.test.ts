import { inline } from '../support/inline.js'

const box = (data: object) => inline({ box: { axml: '<text>{{a}}</text>', options: { data } } }).mount('box')

describe('8. setData', () => {
  test.each([
    ['a.b[1].c', {}, { a: { b: [undefined, { c: 1 }] } }],
    ['a[0]', { a: [9, 8] }, { a: [1, 8] }],
    ['a.b', { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['a[0][1]', {}, { a: [[undefined, 1]] }],
    ['a.b', { a: null }, { a: { b: 1 } }],
  ])('%s on %j', async (path, data, after) => {
    const { instance } = await box(data)
    instance.setData({ [path]: 1 })
    expect(instance.data).toEqual(after)
  })

  test('this.data has it at once, the screen after a microtask, the callback after the screen', async () => {
    const mounted = await box({ a: 'old' })
    const order: unknown[] = []
    mounted.instance.setData({ a: 'new' }, () => order.push(mounted.texts()))
    order.push(mounted.instance.data['a'], mounted.texts())
    await mounted.settle()
    expect(order).toEqual(['new', ['old'], ['new']])
  })

  test('several changes in a row are drawn together', async () => {
    const drawings = jest.fn(() => '')
    const harness = inline(
      { box: { axml: '<import-sjs name="draw" from="./draw.sjs" /><text>{{draw(a)}}</text>' } },
      { sjs: { 'draw.sjs': { default: drawings } } },
    )
    const { instance } = await harness.mount('box')
    instance.setData({ a: 1 })
    instance.setData({ a: 2 })
    await harness.flush()
    expect(drawings.mock.calls).toEqual([[undefined], [2]])
  })
})

describe('9. the other members of an instance', () => {
  test('$spliceData cuts and fills lists', async () => {
    const { instance } = await box({ list: [1, 2, 3], deep: { list: ['a'] } })
    const before = instance.data
    instance.$spliceData({ list: [1, 1, 'x', 'y'], 'deep.list': [1, 0, 'b'] })
    expect(instance.data).toEqual({ list: [1, 'x', 'y', 3], deep: { list: ['a', 'b'] } })
    expect(before).toEqual({ list: [1, 2, 3], deep: { list: ['a'] } })
  })

  test('$batchedUpdates runs what it is given', async () => {
    const mounted = await box({ a: 1 })
    mounted.instance.$batchedUpdates(() => mounted.instance.setData({ a: 2 }))
    await mounted.settle()
    expect(mounted.texts()).toEqual(['2'])
  })

  test('is, $id and $page', async () => {
    const harness = inline({ 'parts/box': { axml: '<text>{{$id}}</text>' } })
    const [one, other] = [await harness.mount('parts/box'), await harness.mount('parts/box')]
    expect(one.instance.is).toBe('parts/box')
    expect(one.instance.$id).not.toBe(other.instance.$id)
    // A number, which the own template can draw: mini-antui finds its elements by it.
    expect(one.instance.$id).toEqual(expect.any(Number))
    expect(one.texts()).toEqual([`${one.instance.$id}`])
    expect(one.instance['$page']).toHaveProperty('setData')
  })
})

test.each([
  ['list[10]', {}, 10],
  ['list[0]', { list: null }, 0],
])('%s makes its place in a list', async (path, data, index) => {
  const { instance } = await box(data)
  instance.setData({ [path]: 'x' })
  expect(instance.data['list']).toBeInstanceOf(Array)
  expect((instance.data['list'] as unknown[]).indexOf('x')).toBe(index)
})

test('$spliceData makes a list where there is none', async () => {
  const { instance } = await box({})
  instance.$spliceData({ list: [0, 0, 'a'] })
  expect(instance.data).toEqual({ list: ['a'] })
})
