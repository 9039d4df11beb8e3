import { inline } from '../support/inline.js'

const texts = async (axml: string, data: object = {}, more: Parameters<typeof inline>[1] = {}) =>
  (await inline({ box: { axml, options: { data } } }, more).mount('box')).texts()

describe('13. lists and conditions', () => {
  test.each([
    ['a list', '{{["a", "b"]}}', ['0a', '1b']],
    ['a number', '{{2}}', ['00', '11']],
    ['an object', '{{{x: "p"}}}', ['0p']],
    ['nothing', '{{missing}}', []],
  ])('a:for over %s', async (_name, list, expected) => {
    expect(await texts(`<text a:for='${list}'>{{index}}{{item}}</text>`)).toEqual(expected)
  })

  test('items and indexes have the names that are given', async () => {
    const axml =
      '<block a:for="{{rows}}" a:for-item="row" a:for-index="y"><text a:for="{{row}}">{{y}}{{index}}{{item}}</text></block>'
    expect(await texts(axml, { rows: [['a', 'b'], ['c']] })).toEqual(['00a', '01b', '10c'])
  })

  test('with a:for and a:if on one element, the condition is asked for each item', async () => {
    expect(await texts('<text a:for="{{[1, 2, 3]}}" a:if="{{item !== 2}}">{{item}}</text>')).toEqual([
      '1',
      '3',
    ])
  })

  test.each([
    [1, 'one'],
    [2, 'two'],
    [3, 'many'],
  ])('a:if, a:elif, a:else: %d', async (n, expected) => {
    const axml =
      '<text a:if="{{n === 1}}">one</text>\n<text a:elif="{{n === 2}}">two</text>\n<!-- or --><text a:else>many</text>'
    expect(await texts(axml, { n })).toEqual([expected])
  })

  test.each(['*this', 'index', '{{item}}'])('a:key="%s" draws every item', async (key) => {
    expect(await texts(`<text a:for="{{['a', 'b']}}" a:key="${key}">{{item}}</text>`)).toEqual(['a', 'b'])
  })

  test('a key keeps the instance of an item that moves', async () => {
    const harness = inline({
      row: { axml: '<text>{{name}}</text>' },
      list: {
        axml: '<row a:for="{{rows}}" a:key="id" name="{{item.id}}" onRef="{{noop}}" ref="keep" />',
        using: ['row'],
        options: {
          data: { rows: [{ id: 'a' }, { id: 'b' }] },
          methods: {
            keep(this: { refs?: number[] }, instance: { $id: number }) {
              ;(this.refs ??= []).push(instance.$id)
            },
          },
        },
      },
    })
    const list = await harness.mount('list')
    list.instance.setData({ rows: [{ id: 'b' }, { id: 'a' }] })
    await harness.flush()
    expect(list.texts()).toEqual(['b', 'a'])
    // Two instances were made, and none for the new order.
    expect(list.instance['refs']).toHaveLength(2)
  })

  test('two items with one key are told', async () => {
    const harness = inline({ box: { axml: '<text a:for="{{[1, 1]}}" a:key="*this">{{item}}</text>' } })
    expect((await harness.mount('box')).texts()).toEqual(['1', '1'])
    expect(harness.warnings).toEqual(['box: two items of a list have the key 1'])
  })
})

describe('14. import-sjs', () => {
  const sjs = {
    'default.sjs': { default: { double: (n: number) => n * 2 } },
    'named.sjs': { double: (n: number) => n * 2, half: (n: number) => n / 2 },
    'common.sjs': { default: { half: (n: number) => n / 2 } },
  }

  test.each([
    ['the default export', 'name="m" from="./default.sjs"', 'm.double(4)', '8'],
    ['a module without one', 'name="m" from="./named.sjs"', 'm.half(4)', '2'],
    ['named exports', 'name="{double, half: h}" from="./named.sjs"', 'double(h(4))', '4'],
    ["a CommonJS module's members", 'name="{half}" from="/common.sjs"', 'half(4)', '2'],
  ])('%s', async (_name, attributes, code, expected) => {
    expect(await texts(`<import-sjs ${attributes} /><text>{{${code}}}</text>`, {}, { sjs })).toEqual([
      expected,
    ])
  })
})

describe('15. reading from nothing', () => {
  test('a member of undefined is undefined', async () => {
    expect(await texts('<text>[{{a.b.c}}{{a[0].x}}]</text>')).toEqual(['[]'])
  })

  test('calling what is not a function warns with its place, and the rest is drawn', async () => {
    const harness = inline(
      {
        box: { axml: '<import-sjs name="m" from="./m.sjs" />\n<text>{{m.gone(1)}}</text><text>rest</text>' },
      },
      { sjs: { 'm.sjs': { default: {} } } },
    )
    const box = await harness.mount('box')
    expect(box.texts()).toEqual(['rest'])
    expect(harness.warnings).toEqual([
      expect.stringContaining('/inline/box.axml:2:9: m.gone is not a function: undefined is taken'),
    ])
  })

  test('a function of sjs that throws is an error, and the rest is drawn', async () => {
    const fail = () => {
      throw new Error('no such row')
    }
    const harness = inline(
      {
        box: { axml: '<import-sjs name="{fail}" from="./m.sjs" /><text>{{fail()}}</text><text>rest</text>' },
      },
      { sjs: { 'm.sjs': { fail } } },
    )
    await expect(harness.mount('box')).rejects.toThrow('no such row')
    expect(document.body.textContent).toBe('rest')
  })
})

describe('templates of the same and of other files', () => {
  test('template draws with the data it is given and nothing else', async () => {
    const axml =
      '<template name="hi"><text>{{name}}|{{other}}</text></template><template is="hi" data="{{name}}" /><template is="{{which}}" data="{{...row, name: 1}}" />'
    expect(await texts(axml, { name: 'n', other: 'o', which: 'hi', row: { other: 'r' } })).toEqual([
      'n|',
      '1|r',
    ])
  })

  test('import brings the templates of a file, include draws it with the names around it', async () => {
    const files = {
      'parts.axml': '<template name="t"><text>t{{v}}</text></template><text>not drawn</text>',
      'head.axml': '<text>head {{item}}</text>',
    }
    const axml =
      '<import src="./parts.axml" /><template is="t" data="{{v: 1}}" /><include a:for="{{[5]}}" src="/head" />'
    expect(
      await texts(
        `<block a:for="{{[5]}}">${axml.replace(' a:for="{{[5]}}"', '')}</block>`,
        {},
        { texts: files },
      ),
    ).toEqual(['t1', 'head 5'])
  })

  test.each([
    ['none', 'none'],
    ['t{{item.kind}}', 't'],
  ])('a template that is not there draws nothing, and warns: %s', async (written, name) => {
    const harness = inline({ box: { axml: `<template is="${written}" /><text>after</text>` } })
    const box = await harness.mount('box')
    expect(box.texts()).toEqual(['after'])
    expect(harness.warnings).toEqual([
      `/inline/box.axml:1:1: there is no <template name="${name}">: nothing is drawn. Define or import it`,
    ])
  })
})

test('a:else needs no value, and takes an empty one', async () => {
  expect(await texts('<text a:if="{{no}}">a</text><text a:else="">b</text>')).toEqual(['b'])
})

test('a block leaves no element, and no word about it', async () => {
  const harness = inline({ box: { axml: '<block><text>a</text></block>' } })
  const box = await harness.mount('box')
  expect([box.html(), harness.warnings]).toEqual(['<a-text>a</a-text>', []])
})
