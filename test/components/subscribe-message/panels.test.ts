import { fakeMy, type FakeMy, templateCode } from '../../support/fake-my'
import { agreed, failed, page } from './page'

let my: FakeMy
beforeEach(() => {
  my = fakeMy()
})

type Shop = Awaited<ReturnType<typeof page>>

describe("panel 'native'", () => {
  const answerNatively = (answer: object) => {
    my.override.requestSubscribeMessage = ({ success }) => success(answer as Record<string, unknown>)
  }

  test('my.requestSubscribeMessage asks, and the record says so without a text', async () => {
    const asked = jest.fn()
    my.override.requestSubscribeMessage = ({ entityIds, success }) => {
      asked(entityIds)
      success({ behavior: 'subscribe', result: { subscribedEntityIds: entityIds } })
    }
    const shop = await page({ panel: 'native' })
    await shop.open()
    expect(asked.mock.calls).toEqual([[[templateCode]]])
    expect(shop.texts()).toEqual([])
    expect(my.posted).toMatchObject([{ authCode: 'code-2', consent: { surface: 'NATIVE' } }])
    expect(my.posted[0]!.consent).not.toHaveProperty('text')
    expect(shop.onCallback.mock.calls).toEqual([[agreed]])
  })

  test('refusing there is REJECT, closing it is CANCELLED', async () => {
    answerNatively({ behavior: 'subscribe', result: { subscribedEntityIds: [] } })
    const shop = await page({ panel: 'native' })
    await shop.open()
    expect(shop.onCallback).toHaveBeenLastCalledWith(
      expect.objectContaining({ success: true, type: 'REJECT' }),
    )
    await shop.close()
    answerNatively({ behavior: 'cancel' })
    await shop.open()
    expect(shop.onCallback).toHaveBeenLastCalledWith(failed('CANCELLED'))
  })

  test('a super app without it is UNAVAILABLE, and no other panel takes its place', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const shop = await page({ panel: 'native' })
    await shop.open()
    expect(shop.onCallback.mock.calls).toEqual([[failed('UNAVAILABLE')]])
    expect(shop.texts()).toEqual([])
  })

  test('manage always opens the built-in panel: the others cannot withdraw', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    const shop = await page({ panel: 'native', manage: true })
    await shop.open()
    await shop.byText('Stop').tap()
    expect(my.posted).toMatchObject([{ consent: { surface: 'BUILTIN' } }])
  })
})

describe("panel 'official'", () => {
  const official = (shop: Shop) => shop.data().official
  const answer = (shop: Shop, officialResult: object) => shop.setProps({ officialResult })
  const closed = { requestSubscribeMessage: false, appId: '', authCode: '', templateIds: [] }

  test('the tag in the slot is opened with a code of its own', async () => {
    const shop = await page({ panel: 'official', officialResult: null })
    expect(official(shop)).toEqual(closed)
    await shop.open()
    expect(official(shop)).toEqual({
      requestSubscribeMessage: true,
      appId: 'P0000000000000010001',
      authCode: 'code-2',
      templateIds: [templateCode],
    })
    expect(shop.texts()).toEqual([])
  })

  test('its AGREE becomes ours: recorded as an adapter, with a third code', async () => {
    const shop = await page({ panel: 'official', officialResult: null })
    await shop.open()
    await answer(shop, { success: true, type: 'AGREE' })
    expect(my.posted).toMatchObject([{ authCode: 'code-3', consent: { surface: 'ADAPTER' } }])
    expect(shop.onCallback.mock.calls).toEqual([[agreed]])
    expect(official(shop)).toEqual(closed)
  })

  test.each([
    [
      { success: true, type: 'REJECT' },
      { success: true, type: 'REJECT' },
    ],
    [
      { success: false, errorCode: 'CANCELLED' },
      { success: false, errorCode: 'CANCELLED' },
    ],
    [
      { success: false, errorCode: 'INVALID_TEMPLATE_CODE' },
      { success: false, errorCode: 'INVALID_TEMPLATE_CODE' },
    ],
    [
      { success: false, errorCode: 'SOMETHING_NEW' },
      { success: false, errorCode: 'SOMETHING_NEW' },
    ],
  ])('its %j becomes our result', async (result, ours) => {
    const shop = await page({ panel: 'official', officialResult: null })
    await shop.open()
    await answer(shop, result)
    expect(shop.onCallback.mock.calls).toEqual([[expect.objectContaining(ours)]])
    expect(official(shop)).toEqual(closed)
  })

  test('opened again, it waits for a new answer and takes the same one again', async () => {
    const shop = await page({ panel: 'official', officialResult: null })
    await shop.open()
    await answer(shop, { success: false, errorCode: 'CANCELLED' })
    await shop.setProps({ requestSubscribeMessage: false, officialResult: null })
    await shop.open()
    expect(shop.onCallback).toHaveBeenCalledTimes(1)
    await answer(shop, { success: false, errorCode: 'CANCELLED' })
    expect(shop.onCallback).toHaveBeenCalledTimes(2)
  })

  test('several templates give INVALID_CONFIG: the one answer of the tag does not say for which', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const shop = await page({
      panel: 'official',
      officialResult: null,
      templateIds: ['1', '2'],
      senderName: 'Shop',
      privacyUrl: 'https://shop.example/privacy',
      templates: ['1', '2'].map((code) => ({ templateCode: code, title: code, kind: 'LONG_TERM' })),
    })
    await shop.open()
    expect(shop.onCallback.mock.calls).toEqual([[failed('INVALID_CONFIG')]])
    expect(official(shop)).toEqual(closed)
  })

  test('closed while it asks for its code, the tag stays closed', async () => {
    let giveCode: () => void = () => undefined
    const shop = await page({ panel: 'official', officialResult: null })
    my.override.getAuthCode = ({ success }) => {
      if (my.codes === 1) success({ authCode: 'code-1' })
      else giveCode = () => success({ authCode: 'code-2' })
    }
    await shop.open()
    await shop.close()
    giveCode()
    await shop.settle()
    expect(official(shop)).toEqual(closed)
    expect(shop.onCallback.mock.calls).toEqual([[failed('CANCELLED')]])
  })

  test('an answer without an open changes nothing', async () => {
    const shop = await page({ panel: 'official', officialResult: null })
    await answer(shop, { success: true, type: 'AGREE' })
    expect(my.posted).toEqual([])
    expect(shop.onCallback).not.toHaveBeenCalled()
  })
})
