import { inline } from '../support/inline.js'

interface Told {
  type: string
  detail: Record<string, unknown>
}

/** Draws axml whose handlers all are `told`. */
async function drawn(axml: string, data: object = {}) {
  const told: Told[] = []
  const harness = inline({
    box: { axml, options: { data, methods: { told: (event: Told) => told.push(event) } } },
  })
  const screen = await harness.mount('box')
  const first = (tag: string) => screen.allByTag(tag)[0]!
  const details = () => told.map(({ type, detail }) => [type, detail['value']])
  return {
    harness,
    screen,
    first,
    details,
    told,
    set: (change: object) => screen.instance.setData({ ...change }),
  }
}

describe('button', () => {
  test.each([
    ['', 1],
    ['disabled="{{true}}"', 0],
    ['disabled="{{false}}" loading="{{true}}"', 1],
  ])('%s hears %d taps', async (attributes, taps) => {
    const { first, told } = await drawn(`<button ${attributes} onTap="told">go</button>`)
    await first('button').tap()
    expect(told).toHaveLength(taps)
  })

  test('open-type is reported as not simulated', async () => {
    const { harness } = await drawn('<button open-type="share">go</button>')
    expect(harness.warnings).toEqual([expect.stringContaining('open-type="share" is not simulated')])
  })
})

describe('what a person changes', () => {
  test.each([
    ['checkbox', true],
    ['switch', true],
  ])('%s changes by a tap and back by another', async (tag, on) => {
    const { first, details } = await drawn(`<${tag} onChange="told" />`)
    await first(tag).tap()
    expect(first(tag).attribute('aria-checked')).toBe('true')
    await first(tag).tap()
    expect(details()).toEqual([
      ['change', on],
      ['change', !on],
    ])
  })

  test('a controlled switch waits for the page', async () => {
    const { first, details } = await drawn('<switch controlled checked="{{on}}" onChange="told" />', {
      on: false,
    })
    await first('switch').tap()
    expect(details()).toEqual([['change', true]])
    expect(first('switch').attribute('aria-checked')).toBe('false')
  })

  test('a disabled one does not change', async () => {
    const { first, told } = await drawn('<checkbox disabled onChange="told" />')
    await first('checkbox').tap()
    expect(told).toEqual([])
  })

  test('a group tells all that is chosen, radios only one', async () => {
    const { screen, details } = await drawn(
      `<checkbox-group onChange="told"><checkbox value="a" checked="{{true}}" /><checkbox value="b" /></checkbox-group>
       <radio-group onChange="told"><radio value="x" checked="{{true}}" /><radio value="y" /></radio-group>`,
    )
    await screen.allByTag('checkbox')[1]!.tap()
    await screen.allByTag('radio')[1]!.tap()
    expect(details()).toEqual([
      ['change', ['a', 'b']],
      ['change', 'y'],
    ])
    expect(screen.allByTag('radio').map((radio) => radio.attribute('aria-checked'))).toEqual([
      'false',
      'true',
    ])
  })

  test('a tap on a label is one on its control', async () => {
    const { screen, details } = await drawn(
      '<label><text class="words">agree</text><checkbox onChange="told" /></label>',
    )
    await screen.byClass('words').tap()
    expect(details()).toEqual([['change', true]])
  })
})

describe('input', () => {
  test('tells what is typed and confirmed, and takes a new value', async () => {
    const { first, details, set, harness } = await drawn(
      '<input value="{{value}}" onInput="told" onConfirm="told" />',
      { value: 'old' },
    )
    const field = first('input').element.querySelector('input')!
    expect(field.value).toBe('old')
    await first('input').type('new')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    set({ value: 'set' })
    await harness.flush()
    expect(field.value).toBe('set')
    expect(details()).toEqual([
      ['input', 'new'],
      ['confirm', 'new'],
    ])
  })

  test('a controlled one keeps its value until the page changes it', async () => {
    const { first, harness } = await drawn('<input controlled value="a" onInput="told" />')
    await first('input').type('ab')
    await harness.flush()
    expect(first('input').element.querySelector('input')!.value).toBe('a')
  })
})

test('a form submits every field by its name, and reset gives back what was', async () => {
  const { screen, first, told } = await drawn(
    `<form onSubmit="told" onReset="told">
       <input name="note" value="hot" /><switch name="cutlery" checked="{{true}}" />
       <radio-group name="size"><radio value="s" /><radio value="l" checked="{{true}}" /></radio-group>
       <picker name="time" range="{{['12:00', '13:00']}}" value="{{1}}"><text>time</text></picker>
       <button form-type="submit">send</button><button form-type="reset">undo</button>
     </form>`,
  )
  await first('input').type('mild')
  await first('switch').tap()
  await screen.byText('send').tap()
  expect(told[0]).toMatchObject({
    type: 'submit',
    detail: { value: { note: 'mild', cutlery: false, size: 'l', time: 1 } },
  })
  await screen.byText('undo').tap()
  expect(told[1]!.type).toBe('reset')
  expect(first('switch').attribute('aria-checked')).toBe('true')
})

test('a picker shows its range and tells the index that was chosen', async () => {
  const { screen, first, details } = await drawn(
    '<picker range="{{rows}}" range-key="name" onChange="told"><text>choose</text></picker>',
    { rows: [{ name: 'first' }, { name: 'second' }] },
  )
  await first('picker').tap()
  expect(screen.texts()).toEqual(['choose', 'first', 'second'])
  await screen.byText('second').tap()
  expect(details()).toEqual([['change', 1]])
  expect(screen.texts()).toEqual(['choose'])
})

test('a swiper goes to the next item by a swipe and tells it', async () => {
  const { first, told } = await drawn(
    '<swiper onChange="told"><swiper-item>1</swiper-item><swiper-item>2</swiper-item></swiper>',
  )
  await first('swiper').fire('pointerDown', { clientX: 200 })
  await first('swiper').fire('pointerUp', { clientX: 100 })
  await first('swiper').fire('pointerDown', { clientX: 200 })
  await first('swiper').fire('pointerUp', { clientX: 190 })
  expect(told.map(({ detail }) => detail['current'])).toEqual([1])
})

test('a scroll-view tells where it is and that an end is near', async () => {
  const { first, told } = await drawn(
    '<scroll-view scroll-y onScroll="told" onScrollToLower="told" upper-threshold="{{-1}}" />',
  )
  first('scroll-view').element.scrollTop = 7
  await first('scroll-view').fire('scroll')
  expect(told.map(({ type, detail }) => [type, detail['scrollTop']])).toEqual([
    ['scroll', 7],
    ['scrollToLower', undefined],
  ])
})

test('an image that is lost shows its name', async () => {
  const { first, told } = await drawn('<image src="./pictures/rice.png" onError="told" />')
  const picture = first('image').element.querySelector('img')!
  expect(picture.getAttribute('src')).toBe('/pictures/rice.png')
  picture.dispatchEvent(new Event('error'))
  await first('image').fire('none')
  expect(told.map(({ type }) => type)).toEqual(['error'])
  expect(first('image').text).toBe('rice.png')
})

test('an inline style has its rpx, aria and role are on the element', async () => {
  const { first } = await drawn(
    '<view style="width: 75rpx" role="dialog" aria-label="Ask" hidden="{{no}}" />',
  )
  expect(first('view').attribute('style')).toBe('width: 37.5px;')
  expect([first('view').attribute('role'), first('view').attribute('aria-label')]).toEqual(['dialog', 'Ask'])
})

test('an element that is not simulated is a box with its name, and a warning', async () => {
  const { first, harness } = await drawn('<lottie><text>inside</text></lottie>')
  expect(first('lottie').attribute('data-unknown')).toBe('lottie')
  expect(first('lottie').text).toBe('inside')
  expect(harness.warnings).toEqual([
    expect.stringContaining('/inline/box.axml:1:1: <lottie> is not simulated'),
  ])
})
