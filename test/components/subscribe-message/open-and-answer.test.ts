import { configure } from '../../../components/configure'
import { fakeMy, type FakeMy, templateCode } from '../../support/fake-my'
import { agreed, failed, page } from './page'

let my: FakeMy
beforeEach(() => {
  my = fakeMy()
})

describe('opening', () => {
  test('nothing is asked or sent before requestSubscribeMessage is true', async () => {
    const shop = await page()
    expect(shop.texts()).toEqual([])
    expect([my.codes, my.requests]).toEqual([0, []])
  })

  test('true opens the panel', async () => {
    const shop = await page()
    await shop.open()
    expect(shop.texts()).toContain('Order ready')
  })

  test('true from the start opens it too', async () => {
    const shop = await page({ requestSubscribeMessage: true })
    expect(shop.texts()).toContain('Order ready')
  })

  test('true while open does nothing', async () => {
    const shop = await page({ requestSubscribeMessage: true })
    await shop.setProps({ requestSubscribeMessage: true, language: 'zh-CN' })
    expect(my.codes).toBe(1)
    await shop.byText('Agree').tap()
    expect(shop.onCallback).toHaveBeenCalledTimes(1)
  })
})

describe('answering', () => {
  test('agree is posted with a second code, and reported once', async () => {
    const shop = await page()
    await shop.open()
    await shop.byText('Agree').tap()
    expect(my.posted).toHaveLength(1)
    expect(my.posted[0]).toMatchObject({
      authCode: 'code-2',
      answers: [{ templateCode, type: 'AGREE' }],
      consent: { surface: 'BUILTIN', component: expect.stringMatching(/^mini-message-dsl\//) },
    })
    expect(shop.onCallback.mock.calls).toEqual([[agreed]])
    expect(shop.texts()).toEqual([])
  })

  test('reject is posted without a code', async () => {
    const shop = await page()
    await shop.open()
    await shop.byText('Reject').tap()
    expect(my.posted[0]).toMatchObject({ answers: [{ templateCode, type: 'REJECT' }] })
    expect(my.posted[0]).not.toHaveProperty('authCode')
    expect(shop.onCallback.mock.calls).toEqual([[expect.objectContaining({ success: true, type: 'REJECT' })]])
  })

  test('a tap on the mask is CANCELLED and posts nothing', async () => {
    const shop = await page()
    await shop.open()
    await shop.byClass('mini-message-panel__mask').tap()
    expect(shop.onCallback.mock.calls).toEqual([[failed('CANCELLED')]])
    expect(my.posted).toEqual([])
    expect(shop.texts()).toEqual([])
  })

  test('the states are reported in their order', async () => {
    const shop = await page()
    await shop.open()
    await shop.byText('Agree').tap()
    expect(shop.onStateChange.mock.calls.flat()).toEqual(['authorizing', 'asking', 'submitting', 'settled'])
  })

  test('when the panel fails the page is told, and the panel says so until it is closed', async () => {
    const shop = await page()
    await shop.open()
    my.override.getAuthCode = ({ fail }) => fail({ error: 11, errorMessage: 'refused' })
    await shop.byText('Agree').tap()
    expect(shop.onCallback.mock.calls).toEqual([[failed('AUTH_DENIED')]])
    expect(shop.byClass('mini-message-panel__status').text).toMatch(/^Nothing was subscribed/)
    await shop.byClass('mini-message-panel__close').tap()
    expect(shop.texts()).toEqual([])
    expect(shop.onCallback).toHaveBeenCalledTimes(1)
  })
})

describe('closing from outside', () => {
  test('false before the answer is CANCELLED', async () => {
    const shop = await page()
    await shop.open()
    await shop.close()
    expect(shop.onCallback.mock.calls).toEqual([[failed('CANCELLED')]])
    expect(shop.texts()).toEqual([])
  })

  test('false after the answer leaves the result to the server', async () => {
    const shop = await page()
    await shop.open()
    let answerNow: () => void = () => undefined
    my.override.request = ({ success }, answer) => {
      answerNow = () => success(answer)
    }
    await shop.byText('Agree').tap()
    await shop.close()
    expect(shop.onCallback).not.toHaveBeenCalled()
    expect(shop.texts()).toEqual([])
    answerNow()
    await shop.settle()
    expect(shop.onCallback.mock.calls).toEqual([[agreed]])
  })

  test('false after the result reports nothing more, and true opens again', async () => {
    const shop = await page()
    await shop.open()
    await shop.byClass('mini-message-panel__mask').tap()
    await shop.close()
    expect(shop.onCallback).toHaveBeenCalledTimes(1)
    await shop.open()
    await shop.byText('Agree').tap()
    expect(shop.onCallback.mock.calls[1]).toEqual([agreed])
  })

  test('false leaves a failed panel open for the person to read, and true asks again', async () => {
    const shop = await page()
    await shop.open()
    my.override.getAuthCode = ({ fail }) => fail({ error: 11, errorMessage: 'refused' })
    await shop.byText('Agree').tap()
    await shop.close()
    expect(shop.byClass('mini-message-panel__status').text).toMatch(/^Nothing was subscribed/)
    my.override = {}
    await shop.open()
    await shop.byText('Agree').tap()
    expect(shop.onCallback.mock.calls[1]).toEqual([agreed])
  })

  test('a component that is unmounted settles', async () => {
    const shop = await page()
    await shop.open()
    await shop.unmount()
    expect(shop.onCallback.mock.calls).toEqual([[expect.objectContaining({ success: false })]])
  })
})

describe('configuration', () => {
  afterEach(() => configure({ backendUrl: '' }))

  test.each([['backendUrl'], ['templateIds']])(
    'without %s the result and the console say INVALID_CONFIG',
    async (prop) => {
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
      const shop = await page({ [prop]: undefined })
      await shop.open()
      expect(shop.onCallback.mock.calls).toEqual([[failed('INVALID_CONFIG')]])
      expect(shop.onCallback.mock.calls[0][0].errorMessage).toContain(prop)
      expect(warn).toHaveBeenCalledWith(expect.stringContaining(prop))
    },
  )

  test('an unknown panel gives INVALID_CONFIG and opens no other panel', async () => {
    const shop = await page({ panel: 'other' })
    await shop.open()
    expect(shop.onCallback.mock.calls).toEqual([[failed('INVALID_CONFIG')]])
    expect(my.requests).toEqual([])
  })

  test('configure sets the backend for all components, and a prop overrides it', async () => {
    configure({ backendUrl: 'https://configured.example' })
    const first = await page({ backendUrl: undefined })
    await first.open()
    const second = await page({ backendUrl: 'https://prop.example' })
    await second.open()
    const hosts = my.requests.map((line) => /https:\/\/([\w.]+)/.exec(line)?.[1])
    expect(new Set(hosts)).toEqual(new Set(['configured.example', 'prop.example']))
  })

  test('the names of app and site replace their JSAPIs', async () => {
    Object.assign((globalThis as unknown as { my: object }).my, {
      getSiteInfo: undefined,
      getAppIdSync: undefined,
    })
    const shop = await page({ appId: 'P1', customerBelongsTo: 'ALIPAY_CN' })
    await shop.open()
    expect(shop.texts()).toContain('Order ready')
  })
})

describe('what goes through setData', () => {
  const keys = (shop: Awaited<ReturnType<typeof page>>) => shop.changes().map((change) => Object.keys(change))

  test('each state of an open calls setData once, inner components included', async () => {
    const shop = await page()
    await shop.open()
    expect(keys(shop)).toEqual([['shown', 'view']])
    await shop.byText('Agree').tap()
    expect(keys(shop).slice(1)).toEqual([
      ['view.state', 'view.statusText'],
      ['shown', 'view'],
    ])
  })

  test('at most 1.5 kB for opening and answering', async () => {
    const shop = await page({ language: 'zh-CN' })
    await shop.open()
    await shop.byText('同意').tap()
    expect(shop.onCallback).toHaveBeenCalledTimes(1)
    expect(Buffer.byteLength(JSON.stringify(shop.changes()))).toBeLessThanOrEqual(1536)
  })
})
