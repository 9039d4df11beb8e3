import { inline } from '../support/inline.js'

interface TapEvent {
  type: string
  detail: { x?: number }
  target: { dataset: Record<string, unknown> }
  currentTarget: { dataset: Record<string, unknown> }
}

describe('1. events go up as function props', () => {
  const button = {
    axml: '<view class="button" onTap="tapped" />',
    options: {
      methods: {
        tapped(this: { props: { onPick?: (value: string) => void } }) {
          this.props.onPick?.('picked')
        },
      },
    },
  }

  test("onX with a name on a component's tag is the owner's method, bound to the owner", async () => {
    const heard: unknown[] = []
    const harness = inline({
      button,
      owner: {
        axml: '<button-of-mine onPick="picked" />',
        json: { usingComponents: { 'button-of-mine': '/button' } },
        options: {
          data: { name: 'owner' },
          methods: {
            picked(this: { data: { name: string } }, value: string) {
              heard.push([this.data.name, value])
            },
          },
        },
      },
    })
    const owner = await harness.mount('owner')
    await owner.byClass('button').tap()
    expect(heard).toEqual([['owner', 'picked']])
  })

  test('a name gives the same function at each drawing', async () => {
    const received: unknown[] = []
    const harness = inline({
      inner: {
        axml: '',
        options: {
          deriveDataFromProps(next: { onPick: unknown }) {
            received.push(next.onPick)
          },
        },
      },
      owner: {
        axml: '<inner onPick="picked" count="{{count}}" />',
        using: ['inner'],
        options: { data: { count: 0 }, methods: { picked: () => undefined } },
      },
    })
    const owner = await harness.mount('owner')
    owner.instance.setData({ count: 1 })
    await harness.flush()
    expect(received).toHaveLength(2)
    expect(received[0]).toBe(received[1])
  })

  test('a function from data or props goes through as it is', async () => {
    const pick = jest.fn()
    const harness = inline({
      button,
      owner: {
        axml: '<button-of-mine onPick="{{onPick}}" />',
        json: { usingComponents: { 'button-of-mine': '/button' } },
      },
    })
    const owner = await harness.mount('owner', { onPick: pick })
    await owner.byClass('button').tap()
    expect(pick.mock.calls).toEqual([['picked']])
  })

  test('in slot content the name means a method of who wrote it', async () => {
    const heard: string[] = []
    const named = (name: string) => ({ methods: { go: () => heard.push(name) } })
    const harness = inline({
      box: { axml: '<view><slot /></view>', options: named('box') },
      owner: { axml: '<box><view class="a" onTap="go" /></box>', using: ['box'], options: named('owner') },
    })
    const owner = await harness.mount('owner')
    await owner.byClass('a').tap()
    expect(heard).toEqual(['owner'])
  })

  test('a name of no method warns where it stands, and the rest is drawn', async () => {
    const axml = '<view>\n  <view onTap="nowhere">rest</view>\n</view>'
    const harness = inline({ wrong: { axml } })
    const box = await harness.mount('wrong')
    await box.byText('rest').tap()
    expect(harness.warnings).toEqual([
      '/inline/wrong.axml:2:9: onTap="nowhere" names no method of wrong. Add it there, or correct the name',
    ])
  })

  test('a name that comes from a condition and is empty is not a handler', async () => {
    const harness = inline({ fine: { axml: `<view class="a" onTap="{{more ? 'more' : ''}}" />` } })
    const fine = await harness.mount('fine')
    await fine.byClass('a').tap()
    expect(harness.errors).toEqual([])
  })
})

test("2. onTap on a component's tag is only a prop: taps that bubble through do not call it", async () => {
  const tapped = jest.fn()
  const harness = inline({
    inner: { axml: '<view class="inner" />' },
    owner: { axml: '<inner onTap="tapped" />', using: ['inner'], options: { methods: { tapped } } },
  })
  const owner = await harness.mount('owner')
  await owner.byClass('inner').tap()
  expect(tapped).not.toHaveBeenCalled()
})

describe('10. the event object', () => {
  test("dataset holds typed values in camel case, target's and currentTarget's", async () => {
    const heard: TapEvent[] = []
    const harness = inline({
      list: {
        axml: '<view data-row="{{row}}" onTap="tapped"><view class="cell" data-item-id="{{7}}" /></view>',
        options: { data: { row: { a: 1 } }, methods: { tapped: (event: TapEvent) => heard.push(event) } },
      },
    })
    const list = await harness.mount('list')
    await list.byClass('cell').fire('tap', { clientX: 3 })
    expect(heard[0]).toMatchObject({
      type: 'tap',
      target: { dataset: { itemId: 7 } },
      currentTarget: { dataset: { row: { a: 1 } } },
    })
  })

  test('types are in camel case and touches have coordinates', async () => {
    const heard: { type: string; touches: { clientY: number; pageY: number }[] }[] = []
    const harness = inline({
      box: {
        axml: '<view class="a" onTouchStart="touched" />',
        options: { methods: { touched: (event: (typeof heard)[number]) => heard.push(event) } },
      },
    })
    const box = await harness.mount('box')
    await box.byClass('a').fire('touchStart', { touches: [{ clientX: 1, clientY: 2 }], changedTouches: [] })
    expect(heard[0]).toMatchObject({ type: 'touchStart', touches: [{ clientY: 2, pageY: 2 }] })
  })

  test.each([
    ['onTap', 1],
    ['catchTap', 0],
  ])('%s inside leaves %d taps for the outer element', async (attribute, outerTaps) => {
    const outer = jest.fn()
    const harness = inline({
      box: {
        axml: `<view onTap="outer"><view class="a" ${attribute}="inner" /></view>`,
        options: { methods: { outer, inner: () => undefined } },
      },
    })
    const box = await harness.mount('box')
    await box.byClass('a').tap()
    expect(outer).toHaveBeenCalledTimes(outerTaps)
  })

  test('what a handler throws is told, and the outer element hears the tap all the same', async () => {
    const outer = jest.fn()
    const harness = inline({
      box: {
        axml: '<view onTap="outer"><view class="a" onTap="inner" /></view>',
        options: {
          methods: {
            outer,
            inner() {
              throw new Error('broken handler')
            },
          },
        },
      },
    })
    const box = await harness.mount('box')
    await expect(box.byClass('a').tap()).rejects.toThrow('broken handler')
    expect(outer).toHaveBeenCalledTimes(1)
  })
})
