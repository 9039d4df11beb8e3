import { inline } from '../support/inline.js'

type Answers = (Record<string, unknown> | null | unknown[])[]
interface Query {
  select(selector: string): Query
  selectAll(selector: string): Query
  in(component: object): Query
  boundingClientRect(done?: (answer: unknown) => void): Query
  fields(fields: object, done?: (answer: unknown) => void): Query
  exec(done?: (answers: Answers) => void): Query
}
interface Asks {
  data: Record<string, unknown>
  setData(change: object): void
  createSelectorQuery(): Query
  selectComponent(selector: string): Asks | null
  selectAllComponents(selector: string): Asks[]
  selectOwnerComponent(): Asks | null
}

const answers = (query: Query) => new Promise<Answers>((done) => query.exec(done))

/** A box with an inner box in its slot and one in its own template. */
const boxes = async () => {
  const harness = inline({
    outer: {
      axml: `<view id="own" class="mark" a:if="{{isThere}}">x</view>
        <inner id="first" class="a b" name="1"><text class="mark">given</text></inner>
        <inner className="b" name="2" />`,
      options: { data: { isThere: false } },
      using: ['inner'],
    },
    inner: {
      axml: `<view class="mark" data-name="{{name}}"><slot /></view>`,
      options: { props: { name: '' } },
    },
  })
  const mounted = await harness.mount('outer')
  return { harness, mounted, outer: mounted.instance as unknown as Asks }
}

test('a query that follows setData measures what was then drawn', async () => {
  const { harness, outer } = await boxes()
  outer.setData({ isThere: true })
  const query = (harness.my['createSelectorQuery'] as () => Query)()
  expect(await answers(query.select('#own').boundingClientRect())).toEqual([
    expect.objectContaining({ id: 'own' }),
  ])
})

test('a query of a component sees its own template, what it gives to slots included, and no other', async () => {
  const { outer } = await boxes()
  const marks = async (asks: Asks) =>
    (await answers(asks.createSelectorQuery().selectAll('.mark').fields({ dataset: true })))[0]
  expect(await marks(outer)).toEqual([{ dataset: {} }])
  expect(await marks(outer.selectComponent('#first')!)).toEqual([{ dataset: { name: '1' } }])
})

test('a query may be told which component to look in; any other object means the page', async () => {
  const { harness, outer } = await boxes()
  const count = async (place: object) => {
    const query = (harness.my['createSelectorQuery'] as () => Query)()
    return ((await answers(query.in(place).selectAll('.mark').boundingClientRect()))[0] as unknown[]).length
  }
  expect(await count(outer)).toBe(1)
  expect(await count({})).toBe(3)
})

test('each question may have a callback of its own, told before that of exec', async () => {
  const { outer } = await boxes()
  const told: unknown[] = []
  const query = outer
    .createSelectorQuery()
    .select('.mark')
    .fields({ id: true }, (answer) => told.push(answer))
    .select('.none')
    .boundingClientRect((answer) => told.push(answer))
  expect(await answers(query)).toEqual([{ id: '' }, null])
  expect(told).toEqual([{ id: '' }, null])
})

test('fields gives what was asked for, and nothing else', async () => {
  const harness = inline({
    box: { axml: `<view id="a" data-count="{{3}}" style="color: red">x</view><input id="b" value="tea" />` },
  })
  const box = (await harness.mount('box')).instance as unknown as Asks
  const query = box
    .createSelectorQuery()
    .select('#a')
    .fields({ id: true, dataset: true, rect: true, size: true, scrollOffset: true, computedStyle: ['color'] })
    .select('#b')
    .fields({ properties: ['value', 'id'] })
  expect(await answers(query)).toEqual([
    {
      ...{ id: 'a', dataset: { count: 3 }, left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 },
      ...{ scrollTop: 0, scrollLeft: 0, scrollWidth: 0, scrollHeight: 0, color: 'rgb(255, 0, 0)' },
    },
    { value: 'tea', id: 'b' },
  ])
})

test.each([
  ['#first', ['1']],
  ['.b', ['1', '2']],
  ['.a.b', ['1']],
  ['inner', ['1', '2']],
  ['inner#first', ['1']],
  ['.wrap > .a', ['1']],
  ['#first, .b', ['1', '2']],
  ['.none', []],
])(
  'selectAllComponents(%j) finds %j, the components on tags of the own template',
  async (selector, names) => {
    const { outer } = await boxes()
    const found = outer.selectAllComponents(selector) as unknown as { props: { name: string } }[]
    expect(found.map(({ props }) => props.name)).toEqual(names)
    expect(outer.selectComponent(selector) === null).toBe(names.length === 0)
  },
)

test('a component knows whose template it stands in, also in a slot, and is forgotten when it is gone', async () => {
  const { harness, mounted, outer } = await boxes()
  const inner = outer.selectComponent('#first')!
  expect(inner.selectOwnerComponent()).toBe(outer)
  await mounted.unmount()
  expect(outer.selectAllComponents('inner')).toEqual([])
  expect(harness.errors).toEqual([])
})
