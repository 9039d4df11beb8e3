import { inline, type InlineUnit } from '../support/inline.js'

async function drawn(box: string, owner: string, data: object = {}, more: Record<string, InlineUnit> = {}) {
  const harness = inline({
    box: { axml: box, using: Object.keys(more) },
    owner: { axml: owner, using: ['box'], options: { data } },
    ...more,
  })
  return (await harness.mount('owner')).texts()
}

describe('11. slots', () => {
  const box = '<view><slot>nothing given</slot></view>'

  test.each([
    ['nothing given', '<box />', 'nothing given'],
    ['only blanks', '<box>\n  \n</box>', 'nothing given'],
    ['content', '<box><text>content</text></box>', 'content'],
    ['content that a:if leaves out', '<box><text a:if="{{no}}">content</text></box>', 'nothing given'],
    ['a list without items', '<box><text a:for="{{[]}}">{{item}}</text></box>', 'nothing given'],
    ['empty text', '<box>{{no}}</box>', 'nothing given'],
  ])('%s', async (_name, owner, text) => {
    expect(await drawn(box, owner)).toEqual([text])
  })

  test('named slots get what names them, the others go to the slot without a name', async () => {
    const texts = await drawn(
      '<view><slot name="head" /><slot /><slot name="foot">no foot</slot></view>',
      '<box><text>body</text><text slot="head">head</text></box>',
    )
    expect(texts).toEqual(['head', 'body', 'no foot'])
  })

  test('a chain of conditions goes to the slot of its first', async () => {
    const owner = '<box><text a:if="{{no}}" slot="head">a</text><text a:else>b</text></box>'
    expect(await drawn('<view><slot name="head" /></view>', owner)).toEqual(['b'])
  })

  test('slot-scope names what the slot gives', async () => {
    const texts = await drawn(
      '<block a:for="{{[1, 2]}}"><slot name="row" value="{{item * 10}}" /></block>',
      '<box><text slot="row" slot-scope="row">{{row.value}} {{own}}</text></box>',
      { own: 'owner' },
    )
    expect(texts).toEqual(['10 owner', '20 owner'])
  })

  test('a slot is passed on through a second component', async () => {
    const inner = { axml: '<view><slot name="title">inner</slot></view>' }
    const box = '<inner><view slot="title"><slot name="title">box</slot></view></inner>'
    const own = '<box><text slot="title">owner</text></box>'
    expect(await drawn(box, own, {}, { inner })).toEqual(['owner'])
    expect(await drawn(box, '<box />', {}, { inner })).toEqual(['box'])
  })

  test('content sees the data of who wrote it', async () => {
    expect(await drawn(box, '<box>{{whose}}</box>', { whose: 'owner' })).toEqual(['owner'])
  })
})

test('slot-scope has all that the slot gives, but neither its name nor directives', async () => {
  const harness = inline(
    {
      box: { axml: '<slot name="row" a:if="{{true}}" surname="S" names="{{[1]}}" />' },
      owner: {
        axml: '<import-sjs name="keys" from="./keys.sjs" /><box><text slot="row" slot-scope="row">{{keys(row)}}</text></box>',
        using: ['box'],
      },
    },
    { sjs: { 'keys.sjs': { default: (row: object) => Object.keys(row).join(' ') } } },
  )
  expect((await harness.mount('owner')).texts()).toEqual(['surname names'])
})
