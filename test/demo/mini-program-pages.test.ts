// The scripts of the demo mini program's pages, with a fake `my` and a page that keeps its data.
import { join } from 'node:path'

type Bag = Record<string, unknown>
type Page = Bag & { data: Bag; setData(change: Bag): void } & Record<string, (...values: unknown[]) => void>
interface Request {
  url: string
  method: string
  data: Bag
  success: (answer: Bag) => void
  fail: (error: Bag) => void
}

const app = { globalData: { subscriptionIds: {}, answer: '', orders: [] as Bag[] } }
let requests: Request[]

async function launch(name: string, my: Bag = {}, query: Bag = {}): Promise<Page> {
  requests = []
  let options: Bag & { data?: Bag } = {}
  Object.assign(globalThis, {
    getApp: () => app,
    Page: (given: Bag) => (options = given),
    my: {
      getSystemInfoSync: () => ({ language: 'en' }),
      getSiteInfo: () => undefined,
      setNavigationBar: () => undefined,
      navigateTo: jest.fn(),
      request: (request: Request) => requests.push(request),
      ...my,
    },
  })
  jest.resetModules()
  await import(join(__dirname, '../../demo/mini-program/pages', name))
  const page = { ...options, data: { ...options.data } } as Page
  page.setData = (change: Bag) => Object.assign(page.data, change)
  page.onLoad!(query)
  return page
}

beforeEach(() => {
  app.globalData = { subscriptionIds: {}, answer: '', orders: [] }
})

test.each([
  ['en', 'Yummy Chicken Rice'],
  ['zh-Hans', '好味鸡饭'],
  ['fr', 'Yummy Chicken Rice'],
])('a super app set to %s gets texts of its language, or English', async (language, storeName) => {
  const { data } = await launch('index/index', { getSystemInfoSync: () => ({ language }) })
  expect(data.text).toMatchObject({ storeName })
})

test('both languages have every text', async () => {
  const { textsOf } = (await import(join(__dirname, '../../demo/mini-program/texts'))) as {
    textsOf: (language: string) => Record<string, string>
  }
  expect(Object.keys(textsOf('zh-CN'))).toEqual(Object.keys(textsOf('en')))
  expect(Object.values(textsOf('zh-CN')).every((text) => text !== '')).toBe(true)
})

test('notify me opens the component, and its answer closes it and is told', async () => {
  const page = await launch('index/index')
  page.handleNotify!()
  expect(page.data.asking).toBe(true)
  page.handleAnswer!({ success: true, type: 'AGREE', subscriptionIds: { '2021': 'sub-1' } })
  expect(page.data).toMatchObject({
    asking: false,
    notice: expect.stringContaining('You will get a message'),
  })
})

test.each([
  [{ success: true, type: 'REJECT', subscriptionIds: {} }, 'No messages'],
  [{ success: false, errorCode: 'CANCELLED' }, 'Nothing was changed'],
  [{ success: false, errorCode: 'NETWORK' }, 'NETWORK'],
])('the answer %j is told as it is', async (result, told) => {
  const page = await launch('index/index')
  page.handleAnswer!(result)
  expect(page.data.notice).toContain(told)
})

test('an order is sent with the subscription it is to be told by', async () => {
  const page = await launch('index/index')
  page.handleAnswer!({ success: true, type: 'AGREE', subscriptionIds: { '2021': 'sub-1' } })
  page.handleDish!({ currentTarget: { dataset: { id: 'soup' } } })
  page.handleOrder!()
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'http://127.0.0.1:8789/orders',
    data: { item: 'soup', subscriptionIds: { '2021': 'sub-1' } },
  })
  requests[0]!.success({ status: 201, data: { orderNo: '0101' } })
  expect(app.globalData.orders).toEqual([{ orderNo: '0101' }])
})

test('an order that fails is told, and none is shown as placed', async () => {
  const page = await launch('index/index')
  page.handleOrder!()
  requests[0]!.fail({ error: 12, errorMessage: 'network' })
  expect(page.data.trouble).toContain('did not go through')
  expect(app.globalData.orders).toEqual([])
})

test('a tapped message names its order, which is fetched and shown', async () => {
  const navigateTo = jest.fn()
  await launch('index/index', { navigateTo }, { orderNo: '01/1' })
  expect(requests[0]).toMatchObject({ method: 'GET', url: 'http://127.0.0.1:8789/orders/01%2F1' })
  requests[0]!.success({ status: 200, data: { orderNo: '01/1' } })
  expect(app.globalData.orders).toEqual([{ orderNo: '01/1' }])
  expect(navigateTo).toHaveBeenCalledWith({ url: '/pages/orders/orders' })
})

test('a message whose order the shop does not know opens the menu', async () => {
  const navigateTo = jest.fn()
  await launch('index/index', { navigateTo }, { orderNo: '9999' })
  requests[0]!.success({ status: 404, data: {} })
  expect(app.globalData.orders).toEqual([])
  expect(navigateTo).not.toHaveBeenCalled()
})

test('where the host has no my.getSiteInfo, the values of config.js are used and the page says so', async () => {
  const { data } = await launch('index/index', { getSiteInfo: undefined })
  expect(data).toMatchObject({
    fromConfig: true,
    appId: 'P0000000000000010001',
    customerBelongsTo: 'ALIPAY_CN',
  })
})

test('where it has, they are left to the JSAPIs', async () => {
  const { data } = await launch('index/index')
  expect(data).toMatchObject({ fromConfig: false, appId: '', customerBelongsTo: '' })
})

test('an order is followed until its message is settled, as long as the page is on the screen', async () => {
  jest.useFakeTimers()
  const page = await launch('orders/orders')
  const order = { orderNo: '0101', item: 'classic', ready: false, notice: 'None', settled: false }
  app.globalData.orders = [order]
  page.onShow!()
  requests[0]!.success({ status: 200, data: { ...order, ready: true, notice: 'Sent', settled: true } })
  jest.runOnlyPendingTimers()
  expect(page.data.orders).toMatchObject([
    { status: 'Ready for pick-up', notice: 'Message sent to your inbox' },
  ])
  expect(requests).toHaveLength(1)
  page.onHide!()
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

test('the menu tells what was changed in the settings meanwhile', async () => {
  const page = await launch('index/index')
  page.onShow!()
  expect(page.data.notice).toContain('We can send a message')
  app.globalData.answer = 'REJECT'
  page.onShow!()
  expect(page.data.notice).toContain('No messages')
})

describe('settings', () => {
  test('change opens the panel that can stop the messages', async () => {
    app.globalData.answer = 'AGREE'
    const page = await launch('settings/settings')
    expect(page.data).toMatchObject({ manage: true, asking: false, notice: expect.stringMatching(/^On\./) })
    page.handleChange!()
    expect(page.data).toMatchObject({ manage: true, asking: true })
  })

  test('what was stopped is off, and can be turned on by asking', async () => {
    const page = await launch('settings/settings')
    page.handleChange!()
    page.handleAnswer!({ success: true, type: 'REJECT', fresh: true, subscriptionIds: { '2021': 'sub-1' } })
    expect(page.data).toMatchObject({ asking: false, manage: false, change: 'Turn on' })
    expect(page.data.notice).toMatch(/^Off\./)
    expect(app.globalData).toMatchObject({ answer: 'REJECT', subscriptionIds: { '2021': 'sub-1' } })
  })

  test('nothing to stop is said, and turning on is offered', async () => {
    const page = await launch('settings/settings')
    page.handleChange!()
    page.handleAnswer!({ success: true, type: 'REJECT', fresh: false, subscriptionIds: {} })
    expect(page.data).toMatchObject({ manage: false, notice: expect.stringContaining('off already') })
  })

  test('a panel that was closed changes nothing', async () => {
    app.globalData.answer = 'AGREE'
    const page = await launch('settings/settings')
    page.handleChange!()
    page.handleAnswer!({ success: false, errorCode: 'CANCELLED' })
    expect(page.data).toMatchObject({ manage: true, notice: 'Nothing was changed.' })
    expect(app.globalData.answer).toBe('AGREE')
  })
})
