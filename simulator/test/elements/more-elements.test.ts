import { drawn } from '../support/drawn.js'

test.each([
  ['<icon type="success" size="{{30}}" color="red" />', '✓', '--a-size: 30px; --a-color: red;'],
  ['<icon type="search" style="margin: 1px" />', '⌕', '--a-size: 23px; margin: 1px;'],
  ['<icon type="unheard" />', '', '--a-size: 23px;'],
])('%s is the sign %j', async (axml, sign, style) => {
  const { first, harness } = await drawn(axml)
  expect([first('icon').text, first('icon').attribute('style')]).toEqual([sign, style])
  expect(harness.warnings).toEqual([])
})

test.each([
  ['percent="{{40}}"', '40%', ''],
  ['percent="140" show-info', '100%', '100%'],
  ['percent="{{none}}" show-info', '0%', '0%'],
])('<progress %s> is filled to %s and says %j', async (attributes, width, text) => {
  const { first, part } = await drawn(`<progress ${attributes} />`)
  expect([part('a-progress i')!.style.width, first('progress').text]).toEqual([width, text])
})

describe('slider', () => {
  const slide = async (axml: string) => {
    const opened = await drawn(axml, { at: 20 })
    const field = opened.part('a-slider input') as HTMLInputElement
    const move = async (value: string, ...types: string[]) => {
      field.value = value
      for (const type of types) field.dispatchEvent(new Event(type, { bubbles: true }))
      await opened.harness.flush()
    }
    return { ...opened, field, move }
  }

  test('tells while it is moved, and when it is let go', async () => {
    const { move, values, first } = await slide(
      '<slider value="{{at}}" show-value onChanging="told" onChange="told" />',
    )
    await move('35', 'input', 'change')
    expect(values()).toEqual([
      ['changing', 35],
      ['change', 35],
    ])
    expect(first('slider').text).toBe('35')
  })

  test('goes where its page puts it, in its own steps', async () => {
    const { set, field } = await slide('<slider value="{{at}}" min="{{10}}" max="{{50}}" step="{{5}}" />')
    await set({ at: 45 })
    expect([field.value, field.min, field.max, field.step]).toEqual(['45', '10', '50', '5'])
  })
})

describe('picker-view', () => {
  const wheels = () =>
    drawn(
      `<picker-view value="{{at}}" onChange="told">
        <picker-view-column><view>Tea</view><view>Rice</view></picker-view-column>
        <picker-view-column><view>hot</view><view>warm</view><view>cold</view></picker-view-column>
      </picker-view>`,
      { at: [0, 1] },
    )

  test('a tap on an item turns its column, and the page is told of all', async () => {
    const { screen, values, harness } = await wheels()
    await screen.byText('cold').tap()
    await screen.byText('Rice').tap()
    await screen.byText('Rice').tap()
    expect(values()).toEqual([
      ['change', [0, 2]],
      ['change', [1, 2]],
    ])
    expect(harness.warnings).toEqual([])
  })

  test('its columns stand where the page puts them', async () => {
    const { set } = await wheels()
    const tops = () =>
      [...document.querySelectorAll('a-picker-view-column')].map(({ scrollTop }) => scrollTop)
    expect(tops()).toEqual([0, 34])
    await set({ at: [1, 2] })
    expect(tops()).toEqual([34, 68])
  })

  test('a wheel that came to rest has chosen', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] })
    const { values } = await wheels()
    const column = document.querySelector('a-picker-view-column')!
    column.scrollTop = 30
    column.dispatchEvent(new Event('scroll'))
    jest.runAllTimers()
    jest.useRealTimers()
    expect(values()).toEqual([['change', [1, 1]]])
  })
})
