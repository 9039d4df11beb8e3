import { inline } from '../support/inline.js'

type Bag = Record<string, unknown>
interface Self {
  data: Bag
  setData(change: Bag): void
}

const box = async (observed: Record<string, (this: Self, ...values: never[]) => void>, props: Bag = {}) => {
  const harness = inline({
    box: {
      axml: '<text>{{count}}</text>',
      options: {
        data: { count: 0, a: { b: 1, c: 1 }, list: [1, 2] },
        props: { name: '' },
        observers: observed,
      },
    },
  })
  return { harness, mounted: await harness.mount('box', props) }
}

test.each<[watched: string, change: Bag, told: unknown[][]]>([
  ['count', { count: 1 }, [[1]]],
  ['count', { count: 0 }, []],
  ['count', { other: 1 }, []],
  ['count, other', { count: 1, other: 2 }, [[1, 2]]],
  ['a.b', { 'a.b': 2 }, [[2]]],
  ['a.b', { a: { b: 3 } }, [[3]]],
  ['a', { 'a.b': 2 }, []],
  ['a.**', { 'a.b': 2 }, [[{ b: 2, c: 1 }]]],
  ['list[1]', { 'list[1]': 5 }, [[5]]],
  ['list[0]', { 'list[1]': 5 }, []],
  ['a.none.deep', { a: {} }, [[undefined]]],
])('an observer of %j is told of setData(%j): %j', async (watched, change, told) => {
  const heard: unknown[][] = []
  const { harness, mounted } = await box({ [watched]: (...values: never[]) => heard.push(values) })
  mounted.instance.setData(change)
  await harness.flush()
  expect(heard).toEqual(told)
})

test('an observer is told of a prop that changed, and not of one that stayed', async () => {
  const heard: unknown[] = []
  const { mounted } = await box({ name: (...values: never[]) => heard.push(...values) }, { name: 'a' })
  await mounted.setProps({ name: 'a', other: 1 })
  await mounted.setProps({ name: 'b' })
  expect(heard).toEqual(['b'])
})

test('what an observer sets is drawn with what it was told of', async () => {
  const { harness, mounted } = await box({
    name(this: Self) {
      this.setData({ count: 7 })
    },
  })
  await mounted.setProps({ name: 'b' })
  expect(mounted.texts()).toEqual(['7'])
  expect(harness.errors).toEqual([])
})

test('an observer that sets what it watches is cut, and named', async () => {
  const { harness, mounted } = await box({
    count(this: Self) {
      this.setData({ count: Number(this.data['count']) + 1 })
    },
  })
  mounted.instance.setData({ count: 1 })
  await harness.flush()
  expect(harness.warnings).toEqual(['box: an observer of count sets it again and again: cut after 20 times'])
  expect(mounted.texts()).toEqual(['21'])
})
