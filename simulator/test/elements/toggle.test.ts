import { drawn } from '../support/drawn.js'

const checked = (elements: { attribute(name: string): string | undefined }[]) =>
  elements.map((element) => element.attribute('aria-checked') === 'true')

describe.each(['checkbox', 'switch'])('%s', (tag) => {
  test('says what it is and whether it is on', async () => {
    const { first } = await drawn(`<${tag} checked style="top: 1px" color="red" disabled />`)
    const element = first(tag)
    expect([
      element.attribute('role'),
      element.attribute('aria-checked'),
      element.attribute('aria-disabled'),
    ]).toEqual([tag, 'true', 'true'])
    expect(element.attribute('style')).toBe('top: 1px; --a-color: red;')
    expect(element.element.getAttributeNames().sort()).toEqual([
      'aria-checked',
      'aria-disabled',
      'role',
      'style',
    ])
  })

  test('has no more style than it was given', async () => {
    const { first } = await drawn(`<${tag} />`)
    expect(first(tag).attribute('style') ?? '').toBe('')
    expect(first(tag).attribute('aria-disabled')).toBeUndefined()
  })

  test('tells change, then tap', async () => {
    const { first, told } = await drawn(`<${tag} onTap="told" onChange="told" />`)
    await first(tag).tap()
    expect(told.map(({ type }) => type)).toEqual(['change', 'tap'])
  })

  test('follows its page', async () => {
    const { screen, set } = await drawn(`<${tag} checked="{{on}}" />`, { on: false })
    await set({ on: true })
    expect(checked(screen.allByTag(tag))).toEqual([true])
  })

  test('keeps what a person chose while the page says nothing new', async () => {
    const { screen, first, set } = await drawn(`<${tag} checked="{{on}}" /><text>{{other}}</text>`, {
      on: false,
      other: 1,
    })
    await first(tag).tap()
    await set({ other: 2 })
    expect(checked(screen.allByTag(tag))).toEqual([true])
  })
})

describe('radio', () => {
  const radios = (attributes = '') =>
    `<radio-group ${attributes} onChange="told"><radio value="a" checked="{{true}}" onChange="told" /><radio value="b" onChange="told" /></radio-group>`

  test('tells its value, and the group too; one that is on stays on', async () => {
    const { screen, values } = await drawn(radios())
    const [a, b] = screen.allByTag('radio')
    await a!.tap()
    expect(values()).toEqual([])
    await b!.tap()
    expect(values()).toEqual([
      ['change', 'b'],
      ['change', 'b'],
    ])
    expect(checked([a!, b!])).toEqual([false, true])
  })

  test('alone needs no group, and may have no value', async () => {
    const { first, values } = await drawn('<radio onChange="told" />')
    await first('radio').tap()
    expect(values()).toEqual([['change', '']])
  })
})

test('a controlled radio in a group waits for its page', async () => {
  const { screen, set } = await drawn(
    '<radio-group><radio value="a" controlled checked="{{a}}" /><radio value="b" controlled checked="{{!a}}" /></radio-group>',
    { a: true },
  )
  await screen.allByTag('radio')[1]!.tap()
  expect(checked(screen.allByTag('radio'))).toEqual([true, false])
  await set({ a: false })
  expect(checked(screen.allByTag('radio'))).toEqual([false, true])
})

test('a group forgets a choice that is gone', async () => {
  const { screen, values, set } = await drawn(
    '<checkbox-group onChange="told"><checkbox a:if="{{more}}" value="a" checked /><checkbox value="b" /><checkbox value="{{1}}" /></checkbox-group>',
    { more: true },
  )
  await set({ more: false })
  await screen.allByTag('checkbox')[0]!.tap()
  await screen.allByTag('checkbox')[1]!.tap()
  // A value that is not text counts as none.
  expect(values()).toEqual([
    ['change', ['b']],
    ['change', ['b', '']],
  ])
})

describe('a label', () => {
  test('taps the control that it names, and tells its own tap', async () => {
    const { screen, first, values } = await drawn(
      '<label for="b" onTap="told"><text>b</text><switch /></label><switch id="b" onChange="told" />',
    )
    await screen.byText('b').tap()
    expect(values()).toEqual([
      ['tap', undefined],
      ['change', true],
    ])
    expect(checked([first('switch')])).toEqual([false])
  })

  test('leaves a tap on the control itself to the control', async () => {
    const { first, values } = await drawn('<label><checkbox onChange="told" /></label>')
    await first('checkbox').tap()
    expect(values()).toEqual([['change', true]])
  })

  test.each(['<label for="gone">x</label>', '<label>x</label>', '<label for="{{1}}">x</label>'])(
    '%s taps nothing',
    async (axml) => {
      const { first, harness } = await drawn(axml)
      await first('label').tap()
      expect(harness.errors).toEqual([])
      expect(first('label').element.getAttributeNames()).toEqual([])
    },
  )
})
