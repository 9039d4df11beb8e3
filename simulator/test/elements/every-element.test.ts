import { drawn } from '../support/drawn.js'

describe('what is on any element', () => {
  test('attributes that are texts, numbers or booleans, in the names of the browser', async () => {
    const { first } = await drawn(
      '<view id="a" tab-index="{{1}}" aria-hidden="{{false}}" some="{{list}}" other="{{none}}" />',
      { list: [1] },
    )
    const { element } = first('view')
    expect(element.getAttributeNames().sort()).toEqual(['aria-hidden', 'id', 'tab-index'])
    expect(['id', 'tab-index', 'aria-hidden'].map((name) => element.getAttribute(name))).toEqual([
      'a',
      '1',
      'false',
    ])
  })

  test('its class, also an empty one, and its data as far as it is text', async () => {
    const { first } = await drawn('<view class="{{none}}" data-item-id="{{7}}" data-list="{{[1]}}" />')
    expect(first('view').element.outerHTML).toBe('<a-view data-item-id="7"></a-view>')
    expect((await drawn('<view class="a {{b}}" />', { b: 'c' })).first('view').classes).toEqual(['a', 'c'])
  })

  test.each([
    ['{{true}}', ''],
    ['{{false}}', undefined],
  ])('hidden="%s"', async (hidden, attribute) => {
    const { part } = await drawn(`<view hidden="${hidden}" />`)
    expect(part('a-view')!.getAttribute('hidden') ?? undefined).toBe(attribute)
  })

  test.each([
    ['width: 75rpx; top: -1.5rpx; left: .5rpx', 'width: 37.5px; top: -0.75px; left: 0.25px;'],
    ['background: url(a10rpx)', 'background: url("a10rpx");'],
    ['', undefined],
  ])('style="%s"', async (style, attribute) => {
    const { first } = await drawn(`<view style="${style}" />`)
    expect(first('view').attribute('style')).toBe(attribute)
  })
})

describe('an event', () => {
  test('says where it comes from and where it is heard', async () => {
    const { part, told, harness } = await drawn(
      '<view id="out" data-a="{{1}}" onTap="told"><image src="/a.png" id="in" data-b="b" /></view>',
    )
    // A part that only the browser has stands for its element.
    part('img')!.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: 3, clientY: 4 }))
    await harness.flush()
    expect(told[0]).toEqual({
      type: 'tap',
      timeStamp: expect.any(Number),
      target: { id: 'in', tagName: 'image', dataset: { b: 'b' } },
      currentTarget: { id: 'out', tagName: 'view', dataset: { a: 1 } },
      detail: { x: 3, y: 4, clientX: 3, clientY: 4, pageX: 3, pageY: 4 },
    })
  })

  test('has the touches of the finger, filled up', async () => {
    const { first, told } = await drawn('<view onTouchMove="told" />')
    const touches = [{ identifier: 1, clientX: 2, clientY: 3, pageX: 4, pageY: 5 }, {}]
    await first('view').fire('touchMove', { touches, changedTouches: [{ clientX: 8 }] })
    expect(told[0]).toMatchObject({
      touches: [touches[0], { identifier: 0, clientX: 0, clientY: 0, pageX: 0, pageY: 0 }],
      changedTouches: [{ identifier: 0, clientX: 8, clientY: 0, pageX: 8, pageY: 0 }],
      detail: {},
    })
  })

  test('brings a detail of its own where it has one', async () => {
    const { first, told } = await drawn('<view onLongTap="told" />')
    await first('view').fire('longTap', { detail: { x: 1 } })
    expect([told[0]!.type, told[0]!.detail]).toEqual(['longTap', { x: 1 }])
    await first('view').fire('longTap', { detail: 5 })
    expect(told[1]!.detail).toEqual({})
  })

  test('of both kinds on one element is heard by both', async () => {
    const { screen, told } = await drawn(
      '<view onTap="told"><view class="a" onTap="told" catchTap="told" /></view>',
    )
    await screen.byClass('a').tap()
    expect(told).toHaveLength(2)
  })

  test('whose handler fails later is told of', async () => {
    const { first, harness } = await drawn('<view onTap="{{late}}" />', {
      late: () => Promise.reject(new Error('late')),
    })
    await expect(first('view').tap()).rejects.toThrow('late')
    expect(harness.errors).toEqual([])
  })

  test('whose handler is no function is nobody’s', async () => {
    const { first, harness } = await drawn('<view onTap="{{5}}" />')
    await first('view').tap()
    expect(harness.errors).toEqual([])
  })
})
