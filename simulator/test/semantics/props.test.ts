import { inline } from '../support/inline.js'

describe('3. default props', () => {
  const sized = { axml: '<text>{{size}}</text>', options: { props: { size: 'medium' } } }

  test.each([
    ['not passed', {}, 'medium'],
    ['undefined', { size: undefined }, 'medium'],
    ['null', { size: null }, null],
    ['empty text', { size: '' }, ''],
  ])('%s', async (_name, props, size) => {
    const box = await inline({ sized }).mount('sized', props)
    expect(box.instance.props['size']).toBe(size)
  })

  test('a name is in props only if it has a default or was passed', async () => {
    const box = await inline({ sized }).mount('sized', { passed: undefined })
    expect(Object.keys(box.instance.props).sort()).toEqual(['passed', 'size'])
  })

  test('a prop that is no longer passed is its default again', async () => {
    const box = await inline({ sized }).mount('sized', { size: 'large' })
    await box.removeProps('size')
    expect(box.texts()).toEqual(['medium'])
  })
})

describe('4. axml sees props, then data', () => {
  test('a prop that nobody declared is seen', async () => {
    const box = await inline({ box: { axml: '<text>{{extra}}</text>' } }).mount('box', { extra: 'here' })
    expect(box.texts()).toEqual(['here'])
    expect(box.instance.props).toEqual({ extra: 'here' })
  })

  test('data wins over a prop of the same name', async () => {
    const harness = inline({ box: { axml: '<text>{{name}}</text>', options: { data: { name: 'data' } } } })
    const box = await harness.mount('box', { name: 'prop' })
    expect(box.texts()).toEqual(['data'])
  })
})

test('12. a component leaves no element of its own: class and style on its tag are props', async () => {
  const harness = inline({
    inner: { axml: '<text>{{style}}</text>' },
    owner: { axml: '<view class="out"><inner class="red" style="top:0" /></view>', using: ['inner'] },
  })
  const owner = await harness.mount('owner')
  expect(owner.byClass('out').element.innerHTML).toBe('<a-text>top:0</a-text>')
})
