import { drawn } from '../support/drawn.js'

/** jsdom measures nothing: sizes are given. */
const begin = async (attributes: string, data: object = {}, inside = '') => {
  const all = await drawn(
    `<scroll-view ${attributes} onScroll="told" onScrollToUpper="told" onScrollToLower="told">${inside}</scroll-view>`,
    data,
  )
  const element = all.first('scroll-view').element as HTMLElement
  for (const [name, value] of Object.entries({
    scrollHeight: 1000,
    clientHeight: 100,
    scrollWidth: 600,
    clientWidth: 300,
  }))
    Object.defineProperty(element, name, { value })
  const scrollTo = async (scrollTop: number, scrollLeft = 0) => {
    all.told.length = 0
    Object.assign(element, { scrollTop, scrollLeft })
    await all.first('scroll-view').fire('scroll')
    return all.told.map(({ type }) => type)
  }
  return { ...all, element, scrollTo }
}

test('tells where it is', async () => {
  const { scrollTo, told } = await begin('scroll-y')
  expect(await scrollTo(400)).toEqual(['scroll'])
  expect(told[0]!.detail).toEqual({ scrollTop: 400, scrollLeft: 0, scrollHeight: 1000, scrollWidth: 600 })
})

test.each([
  [50, 0, ['scroll', 'scrollToUpper']],
  [51, 0, ['scroll']],
  [849, 0, ['scroll']],
  [850, 0, ['scroll', 'scrollToLower']],
])('vertically, at %d: an end is near within 50', async (top, left, types) => {
  const { scrollTo } = await begin('scroll-y')
  expect(await scrollTo(top, left)).toEqual(types)
})

test.each([
  [50, ['scroll', 'scrollToUpper']],
  [51, ['scroll']],
  [249, ['scroll']],
  [250, ['scroll', 'scrollToLower']],
])('horizontally, at %d', async (left, types) => {
  const { scrollTo } = await begin('scroll-x')
  expect(await scrollTo(0, left)).toEqual(types)
})

test('near may be another number', async () => {
  const { scrollTo } = await begin('scroll-y upper-threshold="{{7}}" lower-threshold="{{9}}"')
  expect([await scrollTo(7), await scrollTo(8), await scrollTo(890), await scrollTo(891)]).toEqual([
    ['scroll', 'scrollToUpper'],
    ['scroll'],
    ['scroll'],
    ['scroll', 'scrollToLower'],
  ])
})

test("an inner one's scrolling is not its own", async () => {
  const { screen, told } = await begin('scroll-y', {}, '<view class="inner" />')
  await screen.byClass('inner').fire('scroll')
  expect(told).toEqual([])
})

test('goes where the page says, and stays where a person went otherwise', async () => {
  const { element, set } = await begin('scroll-top="{{top}}" scroll-left="{{left}}" scroll-y', {
    top: 5,
    left: 6,
  })
  expect([element.scrollTop, element.scrollLeft]).toEqual([5, 6])
  element.scrollTop = 30
  await set({ left: 7 })
  expect([element.scrollTop, element.scrollLeft]).toEqual([30, 7])
  await set({ top: 31 })
  expect([element.scrollTop, element.scrollLeft]).toEqual([31, 7])
  element.scrollTop = 30
  await set({ top: '9', left: undefined })
  expect([element.scrollTop, element.scrollLeft]).toEqual([30, 7])
})

test('goes to the element that scroll-into-view names, if there is one', async () => {
  const { element, set, screen } = await begin(
    'scroll-into-view="{{to}}"',
    { to: '' },
    '<view id="a" class="a" /><view id="b" class="b" />',
  )
  Object.defineProperty(element, 'offsetTop', { value: 40 })
  Object.defineProperty(screen.byClass('a').element, 'offsetTop', { value: 1 })
  Object.defineProperty(screen.byClass('b').element, 'offsetTop', { value: 240 })
  await set({ to: 'b' })
  expect(element.scrollTop).toBe(200)
  await set({ to: 'gone' })
  expect(element.scrollTop).toBe(200)
})

test.each([
  ['scroll-x', ['data-x']],
  ['scroll-y', ['data-y']],
  ['enable-back-to-top trap-scroll', []],
])('%s: %j', async (attributes, names) => {
  const { first } = await drawn(`<scroll-view ${attributes} />`)
  expect(first('scroll-view').element.getAttributeNames()).toEqual(names)
})

test('goes nowhere where scroll-into-view names nothing', async () => {
  const { element, set, screen } = await begin(
    'scroll-into-view="{{to}}"',
    { to: 'a' },
    '<view id="a" class="a" /><view id="" class="b" />',
  )
  for (const name of ['a', 'b'])
    Object.defineProperty(screen.byClass(name).element, 'offsetTop', { value: 240 })
  element.scrollTop = 30
  for (const to of ['', 5, undefined]) {
    await set({ to })
    expect(element.scrollTop).toBe(30)
  }
})
