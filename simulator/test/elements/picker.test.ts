import { drawn } from '../support/drawn.js'

const picker = (attributes: string) =>
  `<picker range="{{times}}" ${attributes} onChange="told" onCancel="told" onTap="told"><text>when</text></picker>`
const times = ['12:00', '13:00', 14, null]
const options = () => [...document.querySelectorAll<HTMLElement>('[role=option]')]

test('shows what can be chosen, what is chosen, and its title', async () => {
  const { first, part } = await drawn(picker('title="When?" value="{{1}}"'), { times })
  expect(part('.a-sheet')).toBeUndefined()
  await first('picker').tap()
  expect([
    part('.a-sheet')!.getAttribute('role'),
    part('ul')!.getAttribute('role'),
    part('h2')!.textContent,
  ]).toEqual(['dialog', 'listbox', 'When?'])
  expect(options().map((option) => option.textContent)).toEqual(['12:00', '13:00', '14', ''])
  expect(options().map((option) => option.getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
    'false',
    'false',
  ])
  expect(part('.a-sheet')!.getAttribute('popover')).toBe('manual')
})

test('tells what was chosen, closes, and shows it the next time', async () => {
  const { first, part, told, harness } = await drawn(picker(''), { times })
  await first('picker').tap()
  expect(part('h2')).toBeUndefined()
  options()[1]!.click()
  await harness.flush()
  expect(told.map(({ type, detail }) => [type, detail['value']])).toEqual([
    ['tap', undefined],
    ['change', 1],
  ])
  expect(part('.a-sheet')).toBeUndefined()
  await first('picker').tap()
  expect(options().map((option) => option.getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
    'false',
    'false',
  ])
})

test('a tap beside it cancels', async () => {
  const { first, part, told, harness } = await drawn(picker(''), { times })
  await first('picker').tap()
  part('.a-sheet')!.click()
  await harness.flush()
  expect(told.map(({ type, detail }) => [type, detail['value']]).slice(1)).toEqual([['cancel', undefined]])
  expect(part('.a-sheet')).toBeUndefined()
})

test('a disabled one shows nothing', async () => {
  const { first, part } = await drawn(picker('disabled'), { times })
  await first('picker').tap()
  expect(part('.a-sheet')).toBeUndefined()
  expect(first('picker').element.getAttributeNames()).toEqual([])
})

test.each([
  ['range-key="name"', [{ name: 'a', id: 1 }, 'plain'], ['a', 'plain']],
  ['', [{ name: 'a' }], ['']],
  ['', 'no list', []],
])('%s over %j', async (attributes, times, labels) => {
  const { first } = await drawn(picker(attributes), { times })
  await first('picker').tap()
  expect(options().map((option) => option.textContent)).toEqual(labels)
})
