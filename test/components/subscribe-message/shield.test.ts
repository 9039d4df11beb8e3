// A second tap on what opened the panel must not answer it: what can be tapped is covered for a moment.
import { fakeMy } from '../../support/fake-my'
import { harness } from '../harness'
import { page } from './page'

const SHIELD = 'mini-message-panel__shield'

/** The app is shown again, where the super app tells. */
let showApp: (() => void) | undefined
let listeners = 0
beforeEach(() => {
  jest.useFakeTimers()
  fakeMy()
  showApp = undefined
  listeners = 0
})
afterEach(() => jest.useRealTimers())

const withAppEvents = () =>
  Object.assign((globalThis as unknown as { my: object }).my, {
    onAppShow: (listener: () => void) => {
      listeners += 1
      showApp = listener
    },
    offAppShow: (listener: () => void) => {
      if (listener === showApp) listeners -= 1
    },
  })

type Shop = Awaited<ReturnType<typeof page>>
const shields = (shop: Pick<Shop, 'allByClass'>) => shop.allByClass(SHIELD).length
async function pass(shop: Pick<Shop, 'settle'>, ms: number): Promise<void> {
  jest.advanceTimersByTime(ms)
  await shop.settle()
}

test('mask and sheet are covered for half a second, and then are not', async () => {
  const shop = await page({ requestSubscribeMessage: true })
  expect(shields(shop)).toBe(2)
  await pass(shop, 499)
  expect(shields(shop)).toBe(2)
  await pass(shop, 1)
  expect(shields(shop)).toBe(0)
})

test('a tap on what covers answers nothing and closes nothing', async () => {
  const shop = await page({ requestSubscribeMessage: true })
  for (const shield of shop.allByClass(SHIELD)) await shield.tap()
  expect(shop.onCallback).not.toHaveBeenCalled()
  expect(shop.texts()).toContain('Agree')
})

test('what covers shows nothing and says nothing', async () => {
  const shop = await page({ requestSubscribeMessage: true })
  const [behind, inSheet] = shop.allByClass(SHIELD)
  expect([behind!.text, inSheet!.text, behind!.attribute('role'), inSheet!.attribute('role')]).toEqual([
    '',
    '',
    undefined,
    undefined,
  ])
})

test('closing works at once', async () => {
  const shop = await page({ requestSubscribeMessage: true })
  await shop.byClass('mini-message-panel__close').tap()
  expect(shop.onCallback).toHaveBeenCalledWith(expect.objectContaining({ errorCode: 'CANCELLED' }))
})

test('a panel that slides in is covered until it has stood for half a second', async () => {
  const shop = await page({ requestSubscribeMessage: true, animation: true })
  await pass(shop, 739)
  expect(shields(shop)).toBe(2)
  await pass(shop, 1)
  expect(shields(shop)).toBe(0)
})

test('a panel that opens again is covered again', async () => {
  const shop = await page({ requestSubscribeMessage: true, animation: true })
  await pass(shop, 740)
  await shop.close()
  await shop.open()
  expect(shields(shop)).toBe(2)
  await pass(shop, 740)
  expect(shields(shop)).toBe(0)
})

test('an app that is shown again covers it again, and is listened to no longer than the panel stands', async () => {
  withAppEvents()
  const shop = await page({ requestSubscribeMessage: true })
  await pass(shop, 500)
  showApp!()
  await shop.settle()
  expect(shields(shop)).toBe(2)
  await pass(shop, 300)
  showApp!()
  await pass(shop, 499)
  expect(shields(shop)).toBe(2)
  await pass(shop, 1)
  expect(shields(shop)).toBe(0)
  expect(listeners).toBe(1)
  await shop.byText('Reject').tap()
  expect(listeners).toBe(0)
})

test('ticking a box covers nothing: the answers stay where they are', async () => {
  const shown = await harness.mount('subscribe-panel', {
    visible: true,
    animation: false,
    senderName: 'Yummy Chicken Rice',
    privacyUrl: 'https://shop.example/privacy',
    templates: ['1', '2'].map((code) => ({ templateCode: code, title: `Title ${code}`, kind: 'LONG_TERM' })),
    language: 'en',
  })
  await pass(shown, 500)
  await shown.byText('Title 1').tap()
  expect(shields(shown)).toBe(0)
})

test('the shield costs one setData of some bytes', async () => {
  const shop = await page({ requestSubscribeMessage: true })
  const before = shop.changes().length
  await pass(shop, 500)
  expect(shop.changes().slice(before)).toEqual([{ open: true }])
})

test('a panel that goes before the half second leaves no timer', async () => {
  const shop = await page({ requestSubscribeMessage: true })
  await shop.unmount()
  jest.advanceTimersByTime(500)
  await shop.settle()
  expect(shop.changes().filter((change) => 'open' in change)).toEqual([])
})

test.each([
  [undefined, 'auto'],
  ['light', 'light'],
  ['dark', 'dark'],
])('theme %s is the class --%s of the panel', async (theme, name) => {
  const shop = await page({ requestSubscribeMessage: true, ...(theme && { theme }) })
  const classes = shop.byClass('mini-message-panel').classes
  expect(classes.filter((one) => /--(auto|light|dark)$/.test(one))).toEqual([`mini-message-panel--${name}`])
})
