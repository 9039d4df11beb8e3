import { drawn } from '../support/drawn.js'
import { inline } from '../support/inline.js'

const field = async (axml: string, data: object = {}) => {
  const all = await drawn(axml, data)
  const control = document.querySelector<HTMLInputElement>('input, textarea')!
  return { ...all, control, fire: (event: Event) => control.dispatchEvent(event) }
}

describe('the control', () => {
  test.each([
    [
      '<input />',
      'input',
      { type: 'text', inputMode: 'text', placeholder: '', disabled: false, maxLength: 140, value: '' },
    ],
    ['<input password value="1234" />', 'input', { type: 'password', value: '1234' }],
    ['<input type="number" value="{{5}}" />', 'input', { inputMode: 'numeric', value: '5' }],
    ['<input type="digit" />', 'input', { inputMode: 'decimal' }],
    ['<input type="tel" />', 'input', { inputMode: 'tel' }],
    [
      '<input placeholder="Note" disabled maxlength="7" />',
      'input',
      { placeholder: 'Note', disabled: true, maxLength: 7 },
    ],
    ['<input maxlength="{{-1}}" />', 'input', { maxLength: -1 }],
    ['<textarea value="a" maxlength="0" />', 'textarea', { value: 'a', maxLength: 0 }],
    ['<input value="{{null}}" />', 'input', { value: '' }],
  ])('of %s', async (axml, tag, properties) => {
    const { control } = await field(axml)
    expect(control.localName).toBe(tag)
    expect(control).toMatchObject(properties)
  })

  test('takes the focus when it is told to, and by its label', async () => {
    const { control, set, first } = await field(
      '<input focus="{{on}}" /><label for="b">B</label><input id="b" />',
      { on: false },
    )
    expect(document.activeElement).toBe(document.body)
    await set({ on: true })
    expect(document.activeElement).toBe(control)
    await first('label').tap()
    expect(document.activeElement).toBe(document.querySelector('#b input'))
  })

  test('what steers it is not on the element', async () => {
    const { first } = await field(
      '<input id="a" value="b" confirm-type="send" placeholder-class="c" name="d" />',
    )
    expect(first('input').element.getAttributeNames()).toEqual(['id'])
  })
})

describe('what it tells', () => {
  const axml = (tag: string) =>
    `<view onInput="told" onBlur="told" onChange="told"><${tag} value="rice" onInput="told" onFocus="told" onBlur="told" onConfirm="told" onChange="told" /></view>`

  test.each(['input', 'focus', 'blur'])('%s, with its value and place, and only to itself', async (type) => {
    const { control, fire, told } = await field(axml('input'))
    control.setSelectionRange(2, 2)
    fire(new Event(type, { bubbles: true }))
    expect(told.map((event) => [event.type, event.detail])).toEqual([[type, { value: 'rice', cursor: 2 }]])
  })

  test.each([
    ['input', 'Enter', ['confirm']],
    ['input', 'a', []],
    ['textarea', 'Enter', []],
  ])('%s, on %s: %j', async (tag, key, types) => {
    const { fire, told } = await field(axml(tag))
    fire(new KeyboardEvent('keydown', { key, bubbles: true }))
    expect(told.map(({ type }) => type)).toEqual(types)
  })

  test("not the browser's change", async () => {
    const { fire, told } = await field(axml('input'))
    fire(new Event('change', { bubbles: true }))
    expect(told).toEqual([])
  })
})

describe('the value', () => {
  test('of the page replaces what was typed, once it changes', async () => {
    const { first, control, set } = await field('<input value="{{value}}" />', { value: 'a', other: 1 })
    await first('input').type('b')
    await set({ other: 2 })
    expect(control.value).toBe('b')
    await set({ value: 'c' })
    expect(control.value).toBe('c')
  })

  test.each([
    ['ab', 'ab'],
    ['a', 'a'],
    [7, '7'],
  ])('of a controlled one whose page says %j at once is %j', async (answer, value) => {
    const harness = inline({
      box: {
        axml: '<input controlled value="{{value}}" onInput="heard" />',
        options: {
          data: { value: 'a' },
          methods: {
            heard(this: { setData(change: object): void }) {
              this.setData({ value: answer })
            },
          },
        },
      },
    })
    const screen = await harness.mount('box')
    await screen.allByTag('input')[0]!.type('ab')
    expect(document.querySelector('input')!.value).toBe(value)
  })

  test('of a controlled one is put back also where it is a number', async () => {
    const { first, control } = await field('<input controlled value="{{5}}" />')
    await first('input').type('56')
    expect(control.value).toBe('5')
  })

  test('of a controlled one is what the page makes of it', async () => {
    const { first, control, set } = await field('<input controlled value="{{value}}" onInput="told" />', {
      value: 'a',
    })
    await first('input').type('ab')
    expect(control.value).toBe('a')
    await set({ value: 'AB' })
    expect(control.value).toBe('AB')
  })
})
