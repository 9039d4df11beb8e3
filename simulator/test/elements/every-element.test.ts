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

test('a listener is not an attribute', async () => {
  const { first } = await drawn('<view onTap="told" catchLongTap="told" data-a="b" />')
  expect(first('view').element.getAttributeNames()).toEqual(['data-a'])
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

  test('whose handler fails later reports the error', async () => {
    const { first, harness } = await drawn('<view onTap="{{late}}" />', {
      late: () => Promise.reject(new Error('late')),
    })
    await expect(first('view').tap()).rejects.toThrow('late')
    expect(harness.errors).toEqual([])
  })

  test('whose handler is not a function changes nothing', async () => {
    const { first, harness } = await drawn('<view onTap="{{5}}" />')
    await first('view').tap()
    expect(harness.errors).toEqual([])
  })
})

describe('what steers an element is not on it', () => {
  test.each([
    ['button', 'type size plain disabled loading form-type open-type scope public-id'],
    ['checkbox', 'checked value disabled color name controlled'],
    ['checkbox-group', 'name'],
    ['image', 'src mode lazy-load default-source'],
    ['input', 'value maxlength focus name controlled auto-height'],
    ['picker', 'range range-key value disabled title name'],
    ['scroll-view', 'scroll-top upper-threshold lower-threshold scroll-with-animation'],
    ['swiper', 'current interval circular previous-margin indicator-color'],
    ['view', 'hover-start-time hover-stay-time'],
  ])('%s: %s', async (tag, names) => {
    const { first } = await drawn(`<${tag} ${names.replace(/(\S+)/g, '$1="1"')} />`)
    const onIt = first(tag).element.getAttributeNames()
    expect(names.split(' ').filter((name) => onIt.includes(name))).toEqual([])
  })
})

test.each([
  ['form', 'submit'],
  ['form', 'reset'],
  ['checkbox-group', 'change'],
  ['checkbox', 'change'],
  ['image', 'load'],
  ['image', 'error'],
  ['input', 'input'],
  ['picker', 'cancel'],
  ['swiper', 'animationEnd'],
])("on <%s> the browser's own %s is not the platform's", async (tag, type) => {
  const attribute = `on${type.charAt(0).toUpperCase()}${type.slice(1)}`
  const { first, told } = await drawn(`<${tag} ${attribute}="told" />`)
  await first(tag).fire(type)
  expect(told).toEqual([])
})

describe('an element that nobody listens to', () => {
  test.each([
    '<view hover-class="a">x</view>',
    '<button form-type="submit">x</button>',
    '<button form-type="reset">x</button>',
    '<checkbox />',
    '<radio />',
    '<switch />',
    '<label>x</label>',
    '<label for="gone">x</label>',
    '<image src="a.png" />',
    '<picker><text>x</text></picker>',
  ])('%s may be tapped and let go', async (axml) => {
    const errors: unknown[] = []
    const listen = (event: ErrorEvent) => {
      event.preventDefault()
      errors.push(event.error)
    }
    addEventListener('error', listen)
    const { screen, harness } = await drawn(axml, {})
    const tag = axml.slice(1).split(/[ >]/)[0]!
    await screen.allByTag(tag)[0]!.fire('pointerUp')
    await screen.allByTag(tag)[0]!.tap()
    removeEventListener('error', listen)
    expect([errors, harness.errors]).toEqual([[], []])
  })

  test.each(['checkbox', 'radio', 'switch', 'input', 'picker', 'image'])('<%s> may go', async (tag) => {
    const { screen, set } = await drawn(`<${tag} a:if="{{more}}" data-a="b" /><text>{{more}}</text>`, {
      more: true,
    })
    await set({ more: false })
    expect([screen.allByTag(tag), screen.texts()]).toEqual([[], ['false']])
  })
})

test.each([
  ['5rpx', '2.5px'],
  ['.25rpx', '0.125px'],
  ['750rpx', '375px'],
  ['12.5rpx', '6.25px'],
])('width: %s is %s', async (width, expected) => {
  const { first } = await drawn(`<view style="width: ${width}" />`)
  expect(first('view').attribute('style')).toBe(`width: ${expected};`)
})

test('hover-class puts each of its classes on while it is pressed, and none is none', async () => {
  const { screen } = await drawn(
    '<view class="a" hover-class=" b  c " /><view class="d" hover-class="none" /><view class="e" hover-class="{{1}}" />',
  )
  for (const name of ['a', 'd', 'e']) await screen.byClass(name).fire('pointerDown')
  const classes = () => ['a', 'd', 'e'].map((name) => screen.byClass(name).classes)
  expect(classes()).toEqual([['a', 'b', 'c'], ['d'], ['e']])
  await screen.byClass('a').fire('pointerUp')
  expect(classes()).toEqual([['a'], ['d'], ['e']])
})
