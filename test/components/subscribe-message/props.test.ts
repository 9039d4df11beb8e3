import { configure } from '../../../components/configure'
import { sharedState } from '../../../components/shared-state'
import { ar } from '../../../src/languages/ar'
import { ja } from '../../../src/languages/ja'
import { fakeMy, type FakeMy, templateCode } from '../../support/fake-my'
import { harness } from '../harness'
import { failed, page } from './page'

let my: FakeMy
beforeEach(() => {
  my = fakeMy()
})

const sentTo = (path: string) => my.sent.filter(({ url }) => url.includes(path))

describe('who asks, and for what', () => {
  test('authCode serves the first open only: a code works once', async () => {
    const shop = await page({ authCode: 'code-of-the-page' })
    await shop.open()
    await shop.byClass('mini-message-panel__mask').tap()
    await shop.close()
    await shop.open()
    expect(sentTo('/authorizations').map(({ data }) => data!.authCode)).toEqual([
      'code-of-the-page',
      'code-1',
    ])
  })

  test('a new authCode serves the next open', async () => {
    const shop = await page({ authCode: 'first' })
    await shop.open()
    await shop.byClass('mini-message-panel__mask').tap()
    await shop.setProps({ requestSubscribeMessage: false, authCode: 'second' })
    await shop.open()
    expect(sentTo('/authorizations').map(({ data }) => data!.authCode)).toEqual(['first', 'second'])
  })

  test('my.getAuthCode is asked for the scopes', async () => {
    const shop = await page({ scopes: ['auth_user', 'USER_NICKNAME'] })
    await shop.open()
    expect(my.scopes).toEqual([['auth_user', 'USER_NICKNAME']])
  })

  test('appId and customerBelongsTo go to the backend', async () => {
    const shop = await page({ appId: 'P1', customerBelongsTo: 'ALIPAY_HK' })
    await shop.open()
    expect(sentTo('/authorizations')[0]!.data).toMatchObject({ appId: 'P1', customerBelongsTo: 'ALIPAY_HK' })
  })

  test.each([
    [undefined, 1],
    [true, 1],
    [false, 0],
  ])('with animation %s the sheets that slide in are %s', async (animation, count) => {
    const shop = await page({ animation })
    await shop.open()
    expect(shop.allByClass('mini-message-panel--sliding-sheet-in')).toHaveLength(count)
  })

  test('each call has the headers, and timeoutMs limits it', async () => {
    const shop = await page({ headers: { 'x-shop': '8888' }, timeoutMs: 3000 })
    await shop.open()
    expect(my.sent.length).toBeGreaterThan(0)
    for (const { headers, timeout } of my.sent) {
      expect(headers).toMatchObject({ 'x-shop': '8888' })
      expect(timeout).toBeGreaterThan(2000)
      expect(timeout).toBeLessThanOrEqual(3000)
    }
  })
})

describe('what the panel says', () => {
  test('the templates, senderName and privacyUrl of the page are shown, and the backend is not asked for them', async () => {
    const shop = await page({
      senderName: 'Noodle House',
      privacyUrl: 'https://noodles.example/privacy',
      templates: [{ templateCode, title: 'Table free', kind: 'ONE_TIME' }],
    })
    await shop.open()
    expect(shop.texts()).toEqual(expect.arrayContaining(['Noodle House', 'Table free']))
    expect(sentTo('/templates')).toEqual([])
  })

  test('the given language is used instead of the one of the super app', async () => {
    const shop = await page({ language: 'zh-CN' })
    await shop.open()
    expect(shop.texts()).toContain('隐私政策')
    expect(sentTo('/templates')[0]!.url).toContain('language=zh-CN')
  })

  test('a language pack passed to configure works in this component and in subscribe-panel', async () => {
    configure({ languages: [ja] })
    configure({ languages: [ar] })
    const shop = await page({ language: 'ja-JP' })
    await shop.open()
    expect(shop.texts()).toEqual(expect.arrayContaining([ja.texts.privacyLabel, ja.texts.agree]))
    const panel = await harness.mount('subscribe-panel', {
      visible: true,
      senderName: 'Noodle House',
      privacyUrl: 'https://noodles.example/privacy',
      templates: [{ templateCode, title: 'Table free', kind: 'ONE_TIME' }],
      language: 'ar',
    })
    expect(panel.texts()).toEqual(expect.arrayContaining([ar.texts.privacyLabel, ar.texts.agree]))
    // A super app may keep it as JSON.
    const { languages } = sharedState().options
    expect(JSON.parse(JSON.stringify(languages))).toEqual(languages)
  })

  test('the texts of the page replace the built-in ones', async () => {
    const shop = await page({ texts: { agree: 'Yes, please', reject: 'No, thanks' } })
    await shop.open()
    expect(shop.texts().slice(-2)).toEqual(['No, thanks', 'Yes, please'])
  })

  test("the privacy notice opens by the page's handler", async () => {
    const onPrivacy = jest.fn()
    const shop = await page({ onPrivacy })
    await shop.open()
    await shop.byText('Privacy notice').tap()
    expect(onPrivacy.mock.calls).toEqual([['https://shop.example/privacy']])
  })
})

describe('when it asks', () => {
  test('what was agreed to is not asked again', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    const shop = await page()
    await shop.open()
    expect(shop.texts()).toEqual([])
    expect(shop.onCallback.mock.calls).toEqual([
      [expect.objectContaining({ success: true, type: 'AGREE', fresh: false })],
    ])
  })

  test('askAgain asks anyway', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    const shop = await page({ askAgain: true })
    await shop.open()
    expect(shop.texts()).toContain('Agree')
  })

  test('manage withdraws what was agreed to, with one tap and without a code', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    const shop = await page({ manage: true })
    await shop.open()
    expect(shop.texts().slice(-2)).toEqual(['Stop', 'Keep'])
    await shop.byText('Stop').tap()
    expect(my.posted).toMatchObject([{ answers: [{ templateCode, type: 'REJECT' }] }])
    expect(my.codes).toBe(1)
    expect(shop.onCallback.mock.calls).toEqual([[expect.objectContaining({ success: true, type: 'REJECT' })]])
  })

  test('manage that is closed by "Keep" posts nothing', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    const shop = await page({ manage: true })
    await shop.open()
    await shop.byText('Keep').tap()
    expect(my.posted).toEqual([])
    expect(shop.onCallback.mock.calls).toEqual([[expect.objectContaining({ success: true, type: 'AGREE' })]])
  })

  test('with several templates manage starts with the current answers, and ends what is unticked', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    const other = '202109305800000001000002'
    const stands = (code: string, type: string) => ({
      subscriptionId: code,
      templateCode: code,
      type,
      needs: type === 'AGREE' ? 'NOTHING' : 'CONSENT',
    })
    my.override.request = ({ url, success }, { status, data }) => {
      const subscriptions = url.endsWith('/authorizations')
        ? [stands(templateCode, 'AGREE'), stands(other, 'AGREE')]
        : [stands(other, 'REJECT')]
      success({ status, data: JSON.stringify({ ...(JSON.parse(data) as object), subscriptions }) })
    }
    const shop = await page({
      manage: true,
      templateIds: [templateCode, other],
      senderName: 'Noodle House',
      privacyUrl: 'https://noodles.example/privacy',
      templates: [templateCode, other].map((code) => ({
        templateCode: code,
        title: code,
        kind: 'LONG_TERM',
      })),
    })
    await shop.open()
    const ticks = () => shop.allByClass('mini-message-panel__row').map((one) => one.attribute('aria-checked'))
    expect(ticks()).toEqual(['true', 'true'])
    expect(shop.allByClass('mini-message-panel__box--ticked')).toHaveLength(2)
    await shop.byText(other).tap()
    expect(ticks()).toEqual(['true', 'false'])
    await shop.byText('Save').tap()
    expect(my.posted).toMatchObject([{ answers: [{ templateCode: other, type: 'REJECT' }] }])
  })

  test('quiet does not ask again after a rejection, an open without it does', async () => {
    const shop = await page({ quiet: true })
    await shop.open()
    await shop.byText('Reject').tap()
    await shop.close()
    await shop.open()
    expect(shop.texts()).toEqual([])
    expect(shop.onCallback.mock.calls[1]).toEqual([failed('CANCELLED')])
    await shop.setProps({ requestSubscribeMessage: false, quiet: false })
    await shop.open()
    expect(shop.texts()).toContain('Agree')
  })
})
