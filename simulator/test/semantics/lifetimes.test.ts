import { inline } from '../support/inline.js'

const program = async (box: object, pages: Record<string, object> = {}) => {
  const harness = inline(
    {
      app: { axml: '', options: {} },
      home: { axml: '<box />', using: ['box'], options: pages['home'] ?? {} },
      order: { axml: '<text>order</text>', options: pages['order'] ?? {} },
      box: { axml: '<text>box</text>', options: box },
    },
    { texts: { 'app.json': JSON.stringify({ pages: ['home', 'order'] }) } },
  )
  return { harness, launched: await harness.launch('.') }
}

test('lifetimes come beside the usual ones, in the order of the platform', async () => {
  const lines: string[] = []
  const line = (name: string) => () => void lines.push(name)
  const { launched } = await program({
    ...{ onInit: line('onInit'), didMount: line('didMount'), didUnmount: line('didUnmount') },
    lifetimes: Object.fromEntries(
      ['created', 'attached', 'ready', 'detached'].map((name) => [name, line(name)]),
    ),
  })
  launched.router.closeAll()
  expect(lines).toEqual(['created', 'onInit', 'attached', 'didMount', 'ready', 'didUnmount', 'detached'])
})

test('an error of a lifetime goes to the lifetime error', async () => {
  const error = jest.fn()
  const wrong = new Error('wrong')
  const attached = () => {
    throw wrong
  }
  const { harness } = await program({ lifetimes: { attached, error } })
  expect(error).toHaveBeenCalledWith(wrong)
  expect(harness.errors).toEqual([])
})

test('pageLifetimes tell a component that its page goes and comes, while it is there', async () => {
  const lines: string[] = []
  const { harness, launched } = await program({
    pageLifetimes: { show: () => lines.push('show'), hide: () => lines.push('hide') },
  })
  launched.router.navigateTo('/order')
  launched.router.navigateBack()
  await harness.flush()
  launched.router.reLaunch('/order')
  expect(lines).toEqual(['hide', 'show'])
})

test.each([
  ['relations', { '../list': { type: 'parent' } }],
  ['externalClasses', ['my-class']],
])('%s of a component is named as not simulated', async (name, value) => {
  const { harness } = await program({ [name]: value })
  expect(harness.warnings).toEqual([`box: ${name} of Component is not simulated, nothing comes of it`])
})

test('what a page has in events is called as well as its own', async () => {
  const lines: string[] = []
  await program(
    {},
    { home: { onShow: () => lines.push('own'), events: { onShow: () => lines.push('event') } } },
  )
  expect(lines).toEqual(['own', 'event'])
})

describe('a page that is scrolled', () => {
  const scrolled = async () => {
    const lines: unknown[] = []
    const { launched } = await program(
      {},
      {
        home: {
          onPageScroll: (event: object) => lines.push(event),
          onReachBottom: () => lines.push('bottom'),
          onPullDownRefresh: (event: object) => lines.push(event),
        },
      },
    )
    const { container } = launched.router.top!
    Object.defineProperties(container, { scrollHeight: { value: 1000 }, clientHeight: { value: 600 } })
    const to = (scrollTop: number) => {
      container.scrollTop = scrollTop
      container.dispatchEvent(new Event('scroll'))
    }
    return { lines, container, to }
  }

  test('hears how far, and once each time that its end comes near', async () => {
    const { lines, to } = await scrolled()
    for (const top of [100, 360, 380, 100, 400]) to(top)
    const at = (scrollTop: number) => ({ scrollTop, scrollHeight: 1000 })
    expect(lines).toEqual([at(100), at(360), 'bottom', at(380), at(100), at(400), 'bottom'])
  })

  test('hears nothing of what is scrolled in it', async () => {
    const { lines, container } = await scrolled()
    container.querySelector('a-text')!.dispatchEvent(new Event('scroll', { bubbles: true }))
    expect(lines).toEqual([])
  })

  test.each([
    [0, 80, [{ from: 'manual' }]],
    [0, 79, []],
    [10, 80, []],
  ])('at %i, pulled down by %i, hears %j', async (scrollTop, distance, told) => {
    const { lines, container } = await scrolled()
    container.scrollTop = scrollTop
    container.dispatchEvent(new MouseEvent('pointerdown', { clientY: 100 }))
    container.dispatchEvent(new MouseEvent('pointerup', { clientY: 100 + distance }))
    expect(lines).toEqual(told)
  })

  test('hears of my.startPullDownRefresh', async () => {
    const { lines } = await scrolled()
    await (globalThis as unknown as { my: Record<string, () => Promise<object>> }).my[
      'startPullDownRefresh'
    ]!()
    expect(lines).toEqual([{ from: 'code' }])
  })
})
