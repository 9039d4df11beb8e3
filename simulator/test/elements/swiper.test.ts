import { drawn } from '../support/drawn.js'

const swiper = (attributes = '') =>
  `<swiper ${attributes} onChange="told"><swiper-item a:for="{{items}}">{{item}}</swiper-item></swiper>`
const begin = async (attributes = '', data: object = {}) => {
  const all = await drawn(swiper(attributes), { items: ['a', 'b', 'c'], ...data })
  const swipe = async (from: object, to: object) => {
    await all.first('swiper').fire('pointerDown', from)
    await all.first('swiper').fire('pointerUp', to)
  }
  const track = () => all.part('.a-swiper-track')!.style
  const left = () => swipe({ clientX: 100 }, { clientX: 60 })
  const right = () => swipe({ clientX: 60 }, { clientX: 100 })
  const seen = () => all.told.map(({ detail }) => detail['current'])
  return { ...all, swipe, track, left, right, seen }
}

test('a swipe goes on by one, back by one, and not over the ends', async () => {
  const { left, right, seen, track, told } = await begin()
  await right()
  for (let step = 0; step < 3; step += 1) await left()
  await right()
  expect(seen()).toEqual([1, 2, 1])
  expect(told[0]!.detail).toEqual({ current: 1, isChanging: false })
  expect([track().transform, track().transitionDuration]).toEqual(['translateX(-100%)', '500ms'])
})

test('a circular one goes round', async () => {
  const { left, right, seen } = await begin('circular')
  await right()
  await left()
  expect(seen()).toEqual([2, 0])
})

test('a vertical one goes up and down', async () => {
  const { swipe, left, seen, track, first } = await begin('vertical duration="{{50}}"')
  await left()
  await swipe({ clientY: 100 }, { clientY: 60 })
  expect(seen()).toEqual([1])
  expect([track().transform, track().transitionDuration]).toEqual(['translateY(-100%)', '50ms'])
  expect(first('swiper').attribute('data-vertical')).toBe('')
})

test('a short move, and an end without a start, are not swipes', async () => {
  const { swipe, first, seen } = await begin()
  await swipe({ clientX: 100 }, { clientX: 61 })
  await first('swiper').fire('pointerUp', { clientX: 0 })
  expect(seen()).toEqual([])
})

test('it starts where it is told, and goes where it is told', async () => {
  const { track, set, seen } = await begin('current="{{at}}"', { at: 2 })
  expect(track().transform).toBe('translateX(-200%)')
  await set({ at: 1 })
  expect(track().transform).toBe('translateX(-100%)')
  expect(seen()).toEqual([])
})

test('dots show which one it is', async () => {
  const { left, part } = await begin('indicator-dots')
  const dots = () =>
    [...part('.a-swiper-dots')!.querySelectorAll('i')].map((dot) => dot.hasAttribute('data-on'))
  expect([dots().length > 0, part('.a-swiper-dots')!.dataset['current']]).toEqual([true, '0'])
  await left()
  expect(dots()).toEqual([false, true, false])
})

test('one without items or dots stays as it is', async () => {
  const { left, seen, part, first } = await begin('circular', { items: [] })
  await left()
  expect([seen(), part('.a-swiper-dots')]).toEqual([[], undefined])
  expect(first('swiper').attribute('data-vertical')).toBeUndefined()
})

describe('autoplay', () => {
  let ticks: { run: () => void; ms: number }[] = []
  beforeEach(() => {
    ticks = []
    jest
      .spyOn(globalThis, 'setInterval')
      .mockImplementation(((run: () => void, ms: number) =>
        ticks.push({ run, ms })) as unknown as typeof setInterval)
    jest.spyOn(globalThis, 'clearInterval').mockReturnValue(undefined)
  })
  const tick = async ({ harness }: Awaited<ReturnType<typeof begin>>) => {
    ticks.at(-1)!.run()
    await harness.flush()
  }

  test.each([
    ['autoplay', 5000],
    ['autoplay interval="{{100}}"', 100],
  ])('%s goes on every %d ms, and from the last to the first', async (attributes, ms) => {
    const swiper = await begin(attributes)
    expect(ticks.at(-1)!.ms).toBe(ms)
    for (let step = 0; step < 3; step += 1) await tick(swiper)
    expect(swiper.seen()).toEqual([1, 2, 0])
    expect(clearInterval).toHaveBeenCalled()
  })

  test('is off by default', async () => {
    await begin()
    expect(ticks).toEqual([])
  })
})
