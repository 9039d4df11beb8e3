import { fakeMy, type FakeMy } from '../../support/fake-my'
import { agreed, page } from './page'

let my: FakeMy
beforeEach(() => {
  my = fakeMy()
})

type Shop = Awaited<ReturnType<typeof page>>
const refuse = () => {
  my.override.getAuthCode = ({ fail }) => fail({ error: 11, errorMessage: 'refused' })
}

test.each<[string, (shop: Shop) => Promise<void>]>([
  ['AGREE', (shop) => shop.byText('Agree').tap()],
  ['REJECT', (shop) => shop.byText('Reject').tap()],
  ['CANCELLED by the mask', (shop) => shop.byClass('mini-message-panel__mask').tap()],
  ['CANCELLED by the page', (shop) => shop.close()],
  [
    'AUTH_DENIED, while the panel still says so',
    async (shop) => {
      refuse()
      await shop.byText('Agree').tap()
    },
  ],
  [
    'NETWORK, with an answer that waits',
    async (shop) => {
      my.override.request = ({ fail }) => fail({ error: 12, errorMessage: 'offline' })
      await shop.byText('Reject').tap()
    },
  ],
])('after %s, true asks again and its result comes', async (_result, end) => {
  const shop = await page()
  await shop.open()
  await end(shop)
  expect(shop.onCallback).toHaveBeenCalledTimes(1)
  await shop.close()
  my.override = {}
  await shop.open()
  await shop.byText('Agree').tap()
  expect(shop.onCallback).toHaveBeenCalledTimes(2)
  expect(shop.onCallback.mock.calls[1]).toEqual([agreed])
  expect(shop.texts()).toEqual([])
})

test('after AUTH_DENIED before the panel, true asks again', async () => {
  const shop = await page()
  refuse()
  await shop.open()
  await shop.close()
  my.override = {}
  await shop.open()
  expect(shop.texts()).toContain('Agree')
})

test('after INVALID_CONFIG, true with the right props asks', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
  const shop = await page({ templateIds: [] })
  await shop.open()
  await shop.setProps({ requestSubscribeMessage: false, templateIds: ['202109305800000001000001'] })
  await shop.open()
  expect(shop.texts()).toContain('Agree')
})

test('false and true again while the answer is being sent gives one result', async () => {
  const shop = await page()
  await shop.open()
  let answerNow: () => void = () => undefined
  my.override.request = ({ success }, answer) => {
    answerNow = () => success(answer)
  }
  await shop.byText('Agree').tap()
  await shop.close()
  await shop.open()
  answerNow()
  await shop.settle()
  expect(shop.onCallback.mock.calls).toEqual([[agreed]])
})
