import { inline } from '../support/inline.js'

const box = async (axml: string, data: object = {}) => {
  const harness = inline({ box: { axml, options: { data } } })
  const screen = await harness.mount('box')
  return { harness, instance: screen.instance, texts: () => screen.texts() }
}

describe('in a text', () => {
  test.each([
    ['null', null, ''],
    ['nothing', undefined, ''],
    ['a function', () => 'called', ''],
    ['a list', [1, [2, 3]], '1,2,3'],
    ['an object, whatever is in it', { toString: 'text' }, '[object Object]'],
    ['false', false, 'false'],
  ])('%s', async (_name, value, text) => {
    const { texts } = await box('<text>[{{value}}]</text>', { value })
    expect(texts()).toEqual([`[${text}]`])
  })
})

describe('a list', () => {
  test('without keys says nothing about them', async () => {
    const { harness, texts } = await box('<text a:for="{{[1, 1]}}">{{item}}</text>')
    expect([texts(), harness.warnings]).toEqual([['1', '1'], []])
  })

  test('that is null has no items', async () => {
    const { texts } = await box('<text a:for="{{list}}">{{item}}</text>', { list: null })
    expect(texts()).toEqual([])
  })

  test('with holes keeps the index of each item', async () => {
    const { harness, instance, texts } = await box('<text a:for="{{list}}">{{index}}{{item}}</text>', {})
    instance.setData({ 'list[1]': 'b' })
    await harness.flush()
    expect(texts()).toEqual(['1b'])
  })

  test.each([
    ['id', [{ id: 'a' }, { id: 'b' }], ['b', 'a']],
    ['*this', ['a', 'b'], ['b', 'a']],
    ['{{item.id}}', [{ id: 'a' }, { id: 'b' }], ['b', 'a']],
    ['at', [{ at: 1 }, { at: 2 }], ['b', 'a']],
    ['index', [{ id: 'a' }, { id: 'b' }], ['a', 'b']],
    ['at" a:for-index="at', [{ id: 'a' }, { id: 'b' }], ['a', 'b']],
  ])('with a:key="%s" gives %j, turned round, to the instances of %j', async (key, rows, order) => {
    const names = ['a', 'b']
    const harness = inline({
      row: {
        axml: '<text>{{own}}</text>',
        options: {
          onInit(this: { setData(change: object): void }) {
            this.setData({ own: names.shift() })
          },
        },
      },
      list: {
        axml: `<row a:for="{{rows}}" a:key="${key}" value="{{item}}" />`,
        using: ['row'],
        options: { data: { rows } },
      },
    })
    const list = await harness.mount('list')
    list.instance.setData({ rows: [...rows].reverse() })
    await harness.flush()
    expect(list.texts()).toEqual(order)
  })
})

test('a slot whose items are all left out shows what it holds itself', async () => {
  const harness = inline({
    box: { axml: '<slot>nothing given</slot>' },
    owner: { axml: '<box><text a:for="{{[1]}}" a:if="{{no}}">content</text></box>', using: ['box'] },
  })
  expect((await harness.mount('owner')).texts()).toEqual(['nothing given'])
})

test('catchTap without a name catches nothing', async () => {
  const outer = jest.fn()
  const harness = inline({
    box: {
      axml: '<view onTap="outer"><view class="a" catchTap="" /><view class="b" catchTap="{{no}}" /></view>',
      options: { methods: { outer } },
    },
  })
  const screen = await harness.mount('box')
  for (const name of ['a', 'b']) await screen.byClass(name).tap()
  expect(outer).toHaveBeenCalledTimes(2)
})

test('calling a member of nothing warns with its place, and the rest is drawn', async () => {
  const { harness, texts } = await box('\n<text>{{nothing.gone()}}</text><text>rest</text>')
  expect([texts(), harness.warnings]).toEqual([
    ['rest'],
    [expect.stringContaining('/inline/box.axml:2:9: nothing.gone is not a function: undefined is taken')],
  ])
})
