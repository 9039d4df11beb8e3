import { consentText, type PanelView } from '../../../src/panel-view'
import { harness } from '../harness'

const ready = {
  templateCode: '2021001',
  title: 'Order ready',
  example: 'Your order 123456 is ready.',
  kind: 'LONG_TERM',
}
const refund = {
  templateCode: '2021002',
  title: 'Refund made',
  description: 'When money comes back',
  kind: 'LONG_TERM',
}

async function panel(more: Record<string, unknown> = {}) {
  const handlers = { onAnswer: jest.fn(), onCancel: jest.fn(), onPrivacy: jest.fn() }
  const page = await harness.mount('subscribe-panel', {
    visible: true,
    senderName: 'Yummy Chicken Rice',
    privacyUrl: 'https://shop.example/privacy',
    templates: [ready],
    language: 'en',
    customerBelongsTo: 'ALIPAY_CN',
    animation: false,
    ...handlers,
    ...more,
  })
  return { page, ...handlers }
}

describe('what the panel shows', () => {
  test('nothing until it is visible, and nothing after', async () => {
    const { page } = await panel({ visible: false })
    expect(page.texts()).toEqual([])
    await page.setProps({ visible: true })
    expect(page.texts()).toContain('Order ready')
    await page.setProps({ visible: false })
    expect(page.texts()).toEqual([])
  })

  test.each([['en'], ['zh-Hans']])(
    'in %s, every string of the consent record, in its order, and no other',
    async (language) => {
      const { page } = await panel({
        language,
        templates: [ready, refund],
        transferNotice: 'Data goes to AU.',
      })
      const { view } = page.data() as { view: PanelView }
      expect(page.texts()).toEqual(consentText(view))
      expect(page.texts().join()).toContain('Yummy Chicken Rice')
    },
  )

  test('the title and texts of the page instead of the built-in ones', async () => {
    const { page } = await panel({ title: 'News for you', texts: { agree: 'Yes', reject: 'No' } })
    expect(page.texts()[0]).toBe('News for you')
    expect(page.texts().slice(-2)).toEqual(['No', 'Yes'])
  })

  test('the language of the super app where none is given', async () => {
    Object.assign(globalThis, { my: { getSystemInfoSync: () => ({ language: 'zh-Hans' }) } })
    const { page } = await panel({ language: undefined })
    expect(page.texts()).toContain('隐私声明')
  })

  test('nothing, and a warning naming the prop, when it does not say who sends', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const { page } = await panel({ senderName: undefined })
    expect(page.texts()).toEqual([])
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('senderName'))
  })
})

describe('answering', () => {
  test('one template: agree and reject answer for it, with buttons of one look', async () => {
    const { page, onAnswer } = await panel()
    await page.byText('Agree').tap()
    await page.byText('Reject').tap()
    expect(onAnswer.mock.calls).toEqual([[{ '2021001': 'AGREE' }], [{ '2021001': 'REJECT' }]])
    const looks = page.allByClass('mini-message-panel__answer').map(({ classes }) => classes)
    expect(looks).toHaveLength(2)
    expect(looks[0]).toEqual(looks[1])
  })

  test('several templates: no box is ticked beforehand', async () => {
    const { page } = await panel({ templates: [ready, refund] })
    const boxes = page.allByClass('mini-message-panel__template')
    expect(boxes.map((box) => [box.attribute('role'), box.attribute('aria-checked')])).toEqual([
      ['checkbox', 'false'],
      ['checkbox', 'false'],
    ])
  })

  test('several templates: an empty box is a rejection', async () => {
    const { page, onAnswer } = await panel({ templates: [ready, refund] })
    await page.byText('Refund made').tap()
    expect(page.allByClass('mini-message-panel__template')[1]!.attribute('aria-checked')).toBe('true')
    await page.byText('Agree (1)').tap()
    expect(onAnswer.mock.calls).toEqual([[{ '2021001': 'REJECT', '2021002': 'AGREE' }]])
  })

  test('several templates: a box can be unticked again', async () => {
    const { page } = await panel({ templates: [ready, refund] })
    await page.byText('Refund made').tap()
    await page.byText('Refund made').tap()
    expect(page.allByClass('mini-message-panel__template')[1]!.attribute('aria-checked')).toBe('false')
  })

  test('several templates, none ticked: agreeing says so and answers nothing', async () => {
    const { page, onAnswer } = await panel({ templates: [ready, refund] })
    await page.byText('Agree').tap()
    expect(page.byClass('mini-message-panel__hint').text).toMatch(/tick what you agree to/)
    expect(onAnswer).not.toHaveBeenCalled()
    await page.byText('Reject all').tap()
    expect(onAnswer.mock.calls).toEqual([[{ '2021001': 'REJECT', '2021002': 'REJECT' }]])
  })

  test('opened again, the boxes are empty again', async () => {
    const { page } = await panel({ templates: [ready, refund] })
    await page.byText('Refund made').tap()
    await page.setProps({ visible: false })
    await page.setProps({ visible: true })
    expect(page.allByClass('mini-message-panel__box--ticked')).toEqual([])
  })
})

describe('closing', () => {
  test.each([
    ['mini-message-panel__mask', 'mask'],
    ['mini-message-panel__close', 'close'],
  ])('a tap on %s cancels and answers nothing', async (target, by) => {
    const { page, onAnswer, onCancel } = await panel()
    await page.byClass(target).tap()
    expect(onCancel.mock.calls).toEqual([[by]])
    expect(onAnswer).not.toHaveBeenCalled()
  })

  test('a tap on the sheet itself does not', async () => {
    const { page, onCancel } = await panel()
    await page.byText('Order ready').tap()
    expect(onCancel).not.toHaveBeenCalled()
  })

  test('an animated panel slides out before it goes, a reopened one stays', async () => {
    jest.useFakeTimers()
    const { page } = await panel({ animation: true })
    await page.setProps({ visible: false })
    expect(page.allByClass('mini-message-panel--sliding-sheet-out')).toHaveLength(1)
    expect(page.allByClass('mini-message-panel--sliding-mask-out')).toHaveLength(1)
    await page.setProps({ visible: true })
    jest.runAllTimers()
    await page.settle()
    expect(page.allByClass('mini-message-panel--sliding-sheet-in')).toHaveLength(1)
    await page.setProps({ visible: false })
    jest.runAllTimers()
    await page.settle()
    expect(page.texts()).toEqual([])
    jest.useRealTimers()
  })
})

describe('reading it without seeing it', () => {
  test('it is a dialog with a name, and every control has a role and a label', async () => {
    const { page } = await panel()
    const sheet = page.byClass('mini-message-panel__sheet')
    expect([sheet.attribute('role'), sheet.attribute('aria-label')]).toEqual(['dialog', 'Yummy Chicken Rice'])
    const close = page.byClass('mini-message-panel__close')
    expect([close.attribute('role'), close.attribute('aria-label')]).toEqual(['button', 'Close'])
    const answers = page.allByClass('mini-message-panel__answer')
    expect(answers.map((one) => [one.attribute('role'), one.attribute('aria-label')])).toEqual([
      ['button', 'Reject'],
      ['button', 'Agree'],
    ])
  })
})

describe('the privacy notice', () => {
  test("opens by the page's handler", async () => {
    const { page, onPrivacy } = await panel()
    await page.byText('Privacy notice').tap()
    expect(onPrivacy.mock.calls).toEqual([['https://shop.example/privacy']])
  })

  test('without a handler its address is shown', async () => {
    const alert = jest.fn()
    Object.assign(globalThis, { my: { alert } })
    const { page } = await panel({ onPrivacy: undefined })
    await page.byText('Privacy notice').tap()
    expect(alert).toHaveBeenCalledWith(expect.objectContaining({ content: 'https://shop.example/privacy' }))
  })
})
