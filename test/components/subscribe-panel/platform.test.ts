// Attributes that only a device acts on: what the panel asks of the platform.
import { harness } from '../harness'
import { onlyOn } from '../only-on'

const template = (code: string, more: object = {}) => ({
  templateCode: code,
  title: `Title ${code}`,
  kind: 'LONG_TERM',
  ...more,
})

const panel = (more: Record<string, unknown> = {}) =>
  harness.mount('subscribe-panel', {
    visible: true,
    senderName: 'Yummy Chicken Rice',
    privacyUrl: 'https://shop.example/privacy',
    templates: [template('1')],
    language: 'en',
    ...more,
  })

describe('the page behind does not scroll', () => {
  test('a finger that moves on the mask moves nothing', async () => {
    const page = await panel()
    await page.byClass('mini-message-panel__mask').move()
    expect(page.moves()).toBe(0)
    expect(page.byClass('mini-message-panel__mask').attribute('disable-scroll')).toBe('true')
  })

  test('the sheet is beside the mask, not in it, where disable-scroll would hold its texts', async () => {
    const page = await panel()
    expect(page.byClass('mini-message-panel__mask').text).toBe('')
    await page.byClass('mini-message-panel__body').move()
    expect(page.moves()).toBe(1)
  })

  const withAttributes = onlyOn(
    'miniprogram-simulate',
    "the simulator acts on a scroll-view's attributes and keeps none of them",
  )
  withAttributes('the texts scroll for themselves, and do not hand on at their ends', async () => {
    const page = await panel()
    const body = page.byClass('mini-message-panel__body')
    const names = ['scroll-y', 'trap-scroll', 'disable-lower-scroll', 'disable-upper-scroll']
    expect(names.map((name) => body.attribute(name))).toEqual([
      'true',
      'true',
      'out-of-bounds',
      'out-of-bounds',
    ])
    expect(body.text).toContain('Title 1')
  })
})

describe('reading it without seeing it', () => {
  test('a box says whether it is ticked, a single template is no control', async () => {
    const several = await panel({ templates: [template('1'), template('2')] })
    await several.byText('Title 2').tap()
    const boxes = several.allByClass('mini-message-panel__template')
    expect(
      boxes.map((box) => ['role', 'aria-label', 'aria-checked'].map((name) => box.attribute(name))),
    ).toEqual([
      ['checkbox', 'Title 1', 'false'],
      ['checkbox', 'Title 2', 'true'],
    ])
    const one = await panel()
    expect(one.byClass('mini-message-panel__template').attribute('role')).toBe('group')
    expect(one.allByClass('mini-message-panel__box')).toEqual([])
  })

  test('the sheet is modal, the title a heading, the notice a link, the drawn cross nothing', async () => {
    const page = await panel()
    expect(page.byClass('mini-message-panel__sheet').attribute('aria-modal')).toBe('true')
    expect(page.byClass('mini-message-panel__title').attribute('role')).toBe('heading')
    expect(page.byClass('mini-message-panel__privacy').attribute('role')).toBe('link')
    expect(page.byClass('mini-message-panel__cross').attribute('aria-hidden')).toBe('true')
  })

  test('the hint is spoken as soon as it is there, and only then there', async () => {
    const page = await panel({ templates: [template('1'), template('2')] })
    expect(page.allByClass('mini-message-panel__hint')).toEqual([])
    await page.byText('Agree').tap()
    expect(page.byClass('mini-message-panel__hint').attribute('role')).toBe('alert')
    await page.byText('Title 1').tap()
    expect(page.allByClass('mini-message-panel__hint')).toEqual([])
  })
})

describe('what is not given leaves no gap', () => {
  test('no description, example or transfer notice: no element for it', async () => {
    const page = await panel()
    const empty = ['description', 'example', 'label'].flatMap((part) =>
      page.allByClass(`mini-message-panel__${part}`),
    )
    expect(empty).toEqual([])
    expect(page.allByClass('mini-message-panel__note')).toHaveLength(1)
  })

  test('no transfer notice: no box for it', async () => {
    const page = await panel()
    expect(page.allByClass('mini-message-panel__box')).toEqual([])
  })
})

describe('the transfer notice is answered on its own', () => {
  test('agreeing waits until it is ticked, rejecting does not', async () => {
    const onAnswer = jest.fn()
    const page = await panel({ transferNotice: 'Data goes to AU.', onAnswer })
    await page.byText('Agree').tap()
    expect(onAnswer).not.toHaveBeenCalled()
    expect(page.allByClass('mini-message-panel__hint')).toHaveLength(1)
    await page.byText('Data goes to AU.').tap()
    expect(page.allByClass('mini-message-panel__hint')).toEqual([])
    await page.byText('Agree').tap()
    expect(onAnswer.mock.calls).toEqual([[{ '1': 'AGREE' }]])
    await page.byText('Data goes to AU.').tap()
    await page.byText('Reject').tap()
    expect(onAnswer.mock.calls[1]).toEqual([{ '1': 'REJECT' }])
  })

  test('it is a box that says whether it is ticked, and starts unticked each time', async () => {
    const page = await panel({ transferNotice: 'Data goes to AU.' })
    const box = () => page.allByClass('mini-message-panel__template')[1]!
    expect(box().attribute('aria-checked')).toBe('false')
    await page.byText('Data goes to AU.').tap()
    expect([box().attribute('role'), box().attribute('aria-label'), box().attribute('aria-checked')]).toEqual(
      ['checkbox', 'Data goes to AU.', 'true'],
    )
    expect(page.allByClass('mini-message-panel__box--ticked')).toHaveLength(1)
    await page.setProps({ visible: false })
    await page.setProps({ visible: true })
    expect(page.allByClass('mini-message-panel__box--ticked')).toEqual([])
  })
})

test.each([
  ['ar', 'rtl'],
  ['en', 'ltr'],
])('in %s the panel is written %s', async (language, direction) => {
  const page = await panel({ language, texts: {} })
  expect(page.allByClass(`mini-message-panel--${direction}`)).toHaveLength(1)
})

test('without animation nothing slides', async () => {
  const page = await panel({ animation: false })
  const sheet = page.byClass('mini-message-panel__sheet')
  expect(sheet.classes.filter((name) => name.includes('sliding'))).toEqual([])
  const sliding = await panel({ animation: true })
  expect(sliding.byClass('mini-message-panel__sheet').classes).toContain(
    'mini-message-panel--sliding-sheet-in',
  )
  expect(sliding.byClass('mini-message-panel__mask').classes).toContain('mini-message-panel--sliding-mask-in')
})
