import { drawn } from '../support/drawn.js'

describe('the look of a button', () => {
  test.each([
    ['', ['default', 'default', undefined, undefined, undefined, 'button']],
    ['type="primary" size="mini"', ['primary', 'mini', undefined, undefined, undefined, 'button']],
    ['type="warn" plain', ['warn', 'default', '', undefined, undefined, 'button']],
    ['disabled', ['default', 'default', undefined, '', 'true', 'button']],
    ['role="tab" type=""', ['default', 'default', undefined, undefined, undefined, 'tab']],
  ])('%s', async (attributes, look) => {
    const { first } = await drawn(`<button ${attributes}>go</button>`)
    const names = ['data-type', 'data-size', 'data-plain', 'data-disabled', 'aria-disabled', 'role']
    expect(names.map((name) => first('button').attribute(name))).toEqual(look)
  })

  test('what steers it is not on the element', async () => {
    const { first } = await drawn(
      '<button type="primary" scope="x" public-id="y" form-type="submit" id="a" />',
    )
    expect(first('button').element.getAttributeNames().sort()).toEqual([
      'data-size',
      'data-type',
      'id',
      'role',
    ])
  })

  test('one that is loading turns something before its text', async () => {
    const { part, set } = await drawn('<button loading="{{busy}}">go</button>', { busy: true })
    expect(part('.a-spinner')!.nextSibling!.textContent).toBe('go')
    expect(part('.a-spinner')!.getAttribute('aria-hidden')).toBe('true')
    await set({ busy: false })
    expect(part('.a-spinner')).toBeUndefined()
  })
})

describe('a tap', () => {
  test('on a disabled one is heard by nobody', async () => {
    const { first, told } = await drawn('<view onTap="told"><button disabled onTap="told">go</button></view>')
    await first('button').tap()
    expect(told).toEqual([])
  })

  test('on another bubbles', async () => {
    const { first, told } = await drawn(
      '<view id="out" onTap="told"><button id="in" onTap="told">go</button></view>',
    )
    await first('button').tap()
    expect(told.map(({ currentTarget }) => currentTarget.id)).toEqual(['in', 'out'])
  })

  test('with open-type only taps, and says that there is more on a device', async () => {
    const { first, told, harness } = await drawn('<button open-type="share" onTap="told">go</button>')
    await first('button').tap()
    expect(told).toHaveLength(1)
    expect(harness.warnings).toEqual([
      '/inline/box.axml:1:1: open-type="share" is not simulated: the button only taps',
    ])
  })

  test('without open-type warns of nothing', async () => {
    const { harness } = await drawn('<button>go</button>')
    expect(harness.warnings).toEqual([])
  })
})

describe('while it is pressed', () => {
  const classes = async (attributes: string) => {
    const { first } = await drawn(`<button class="own" ${attributes}>go</button>`)
    await first('button').fire('pointerDown')
    const pressed = [...first('button').element.classList]
    await first('button').fire('pointerUp')
    return [pressed, [...first('button').element.classList]]
  }

  test.each([
    ['', ['own', 'button-hover'], ['own']],
    ['hover-class="one two"', ['own', 'one', 'two'], ['own']],
    ['hover-class="none"', ['own'], ['own']],
    ['disabled', ['own'], ['own']],
  ])('%s', async (attributes, pressed, released) => {
    expect(await classes(attributes)).toEqual([pressed, released])
  })

  test.each(['pointerCancel', 'pointerLeave'])('%s lets it go', async (name) => {
    const { first } = await drawn('<view hover-class="down" />')
    await first('view').fire('pointerDown')
    expect(first('view').classes).toEqual(['down'])
    await first('view').fire(name)
    expect(first('view').classes).toEqual([])
  })
})
