import { fakeMy, type FakeMy } from '../../support/fake-my'
import { harness } from '../harness'
import { onlyOn } from '../only-on'
import { agreed, page } from './page'

let my: FakeMy
beforeEach(() => {
  my = fakeMy()
})

const event = (type: string, detail: unknown, id = ''): unknown => ({
  type,
  timeStamp: expect.any(Number),
  detail,
  target: { id, dataset: {} },
  currentTarget: { id, dataset: {} },
})

test('onResult gets an event with the result, beside onCallback', async () => {
  const onResult = jest.fn()
  const shop = await page({ onResult })
  await shop.open()
  await shop.byText('Agree').tap()
  expect(onResult.mock.calls).toEqual([[event('result', agreed)]])
  expect(shop.onCallback.mock.calls).toEqual([[agreed]])
})

test('onState gets an event with each state', async () => {
  const onState = jest.fn()
  const shop = await page({ onState })
  await shop.open()
  await shop.byText('Agree').tap()
  expect(onState.mock.calls).toEqual(
    ['authorizing', 'asking', 'submitting', 'settled'].map((state) => [event('state', state)]),
  )
})

test('onPrivacyTap gets an event with the address, and replaces the alert', async () => {
  const onPrivacyTap = jest.fn()
  const alert = jest.fn()
  Object.assign((globalThis as unknown as { my: object }).my, { alert })
  const shop = await page({ onPrivacyTap })
  await shop.open()
  await shop.byText('Privacy notice').tap()
  expect(onPrivacyTap.mock.calls).toEqual([[event('privacyTap', 'https://shop.example/privacy')]])
  expect(alert).not.toHaveBeenCalled()
})

test('an event can be added to, as Taro does, without a trace in the next one or in the result', async () => {
  const kept: { detail: object }[] = []
  const onState = (given: { type: string; currentTarget: object; detail: object }) => {
    Object.defineProperty(given, 'type', { value: given.type.replace('-', '') })
    Object.assign(given.currentTarget, { seen: true })
    kept.push(given)
  }
  const shop = await page({ onState, onResult: onState })
  await shop.open()
  await shop.byText('Agree').tap()
  expect(kept).toHaveLength(5)
  expect(kept[4]).toMatchObject({ type: 'result', target: { id: '', dataset: {} }, detail: agreed })
  expect(kept[4]).not.toHaveProperty('target.seen')
})

const withData = onlyOn(
  'mini-program-simulator',
  'in WeChat, a component never sees the data-* attributes of its tag',
)
withData('the tag’s id and data-* come back, with their types, as the platform names them', async () => {
  const onResult = jest.fn()
  const shop = await page({ onResult, id: 'bell', 'data-sid': 'node-7', 'data-item-id': 7, 'data-': 1 })
  await shop.open()
  await shop.byText('Agree').tap()
  const source = { id: 'bell', dataset: { sid: 'node-7', itemId: 7 } }
  expect(onResult.mock.calls[0]).toMatchObject([{ target: source, currentTarget: source }])
  expect(onResult.mock.calls[0][0].target).toEqual(source)
})

describe('a handler that throws is told in the console, and nothing else changes', () => {
  const broken = () => {
    throw new Error('broken')
  }
  test.each([
    ['onStateChange', 4],
    ['onState', 4],
    ['onCallback', 1],
    ['onResult', 1],
  ])('%s', async (name, times) => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const others = { onResult: jest.fn(), onCallback: jest.fn() }
    const shop = await page({ ...others, [name]: broken })
    await shop.open()
    await shop.byText('Agree').tap()
    expect(my.posted).toHaveLength(1)
    expect(shop.texts()).toEqual([])
    const told = warn.mock.calls.filter(([message]) => String(message).startsWith(`${name} threw`))
    expect(told).toHaveLength(times)
    if (name !== 'onResult') expect(others.onResult).toHaveBeenCalledTimes(1)
    if (name !== 'onCallback') expect(others.onCallback).toHaveBeenCalledTimes(1)
  })

  test('onPrivacy', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const shop = await page({ onPrivacy: broken })
    await shop.open()
    await shop.byText('Privacy notice').tap()
    await shop.byText('Agree').tap()
    expect(shop.onCallback.mock.calls).toEqual([[agreed]])
  })
})

describe('subscribe-panel', () => {
  const panel = (more: Record<string, unknown>) =>
    harness.mount('subscribe-panel', {
      visible: true,
      senderName: 'Yummy Chicken Rice',
      privacyUrl: 'https://shop.example/privacy',
      templates: [{ templateCode: '1', title: 'Order ready', kind: 'LONG_TERM' }],
      language: 'en',
      ...more,
    })

  test('onAnswered, onCancelled and onPrivacyTap get events', async () => {
    const told = jest.fn()
    const shown = await panel({ onAnswered: told, onCancelled: told, onPrivacyTap: told })
    await shown.byText('Agree').tap()
    await shown.byText('Privacy notice').tap()
    await shown.byClass('mini-message-panel__mask').tap()
    expect(told.mock.calls).toEqual([
      [event('answered', { '1': 'AGREE' })],
      [event('privacyTap', 'https://shop.example/privacy')],
      [event('cancelled', 'mask')],
    ])
  })

  test('a handler that throws does not keep the event from the other', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const onAnswered = jest.fn()
    const onAnswer = () => {
      throw new Error('broken')
    }
    const shown = await panel({ onAnswer, onAnswered })
    await shown.byText('Agree').tap()
    expect(onAnswered).toHaveBeenCalledTimes(1)
  })

  test('visible="false", a string, is reported and shows nothing', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const shown = await panel({ visible: 'false' })
    expect(shown.texts()).toEqual([])
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('visible'))
  })
})

describe('values that a template passes wrongly', () => {
  let warn: jest.SpyInstance
  beforeEach(() => (warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)))
  const told = () => warn.mock.calls.flat().join()

  test.each(['false', 'no'])('requestSubscribeMessage="%s" is told, and does not open', async (value) => {
    const shop = await page({ requestSubscribeMessage: value })
    expect(shop.texts()).toEqual([])
    expect(my.requests).toEqual([])
    expect(told()).toMatch(/requestSubscribeMessage .* true or false/)
  })

  test('requestSubscribeMessage="true" is told, and opens', async () => {
    const shop = await page({ requestSubscribeMessage: 'true' })
    expect(shop.texts()).toContain('Order ready')
    expect(told()).toContain('requestSubscribeMessage')
  })

  test('numbers in headers are sent as strings, since my.request takes no others', async () => {
    const shop = await page({ headers: { 'x-shop': 8888 } })
    await shop.open()
    expect(my.sent.map(({ headers }) => headers['x-shop'])).toEqual(my.sent.map(() => '8888'))
    expect(told()).toContain('headers')
  })

  test('timeoutMs="5000" bounds each call by a number', async () => {
    const shop = await page({ timeoutMs: '5000' })
    await shop.open()
    expect(my.sent.map(({ timeout }) => timeout)).toEqual(my.sent.map(() => 5000))
  })

  test('quiet="false" asks although the user did not want it before', async () => {
    const shop = await page({ quiet: 'false' })
    await shop.open()
    await shop.byText('Reject').tap()
    await shop.close()
    await shop.open()
    expect(shop.texts()).toContain('Order ready')
  })
})
