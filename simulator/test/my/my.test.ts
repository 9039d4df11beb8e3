import { inline } from '../support/inline.js'

type Call = (options?: object) => Promise<Record<string, unknown>>
const start = (options: Parameters<typeof inline>[1] = {}) => {
  const harness = inline({}, options)
  return { harness, my: harness.my as unknown as Record<string, Call> }
}

describe('callbacks and promises', () => {
  test('success, then complete, and the promise has the same answer', async () => {
    const { my } = start()
    const order: unknown[] = []
    const answer = await my['getSiteInfo']!({
      success: (given: unknown) => order.push(['success', given]),
      complete: (given: unknown) => order.push(['complete', given]),
      fail: () => order.push('fail'),
    })
    expect(answer).toEqual({ siteName: 'ALIPAY_CN' })
    expect(order).toEqual([
      ['success', { siteName: 'ALIPAY_CN' }],
      ['complete', { siteName: 'ALIPAY_CN' }],
    ])
  })

  test('a failure goes to fail, and rejects only where there is no callback', async () => {
    const { my } = start()
    const fail = jest.fn()
    await expect(my['request']!({ url: 'https://shop.example', fail })).resolves.toMatchObject({ error: 12 })
    expect(fail.mock.calls).toEqual([[expect.objectContaining({ error: 12 })]])
    await expect(my['request']!({ url: 'https://shop.example' })).rejects.toThrow(
      'createHarness({ my: { request } })',
    )
  })
})

describe('dialogs', () => {
  test('are shown, and answer as the test says', async () => {
    const { harness, my } = start()
    await my['showToast']!({ content: 'Saved' })
    await my['alert']!({ title: 'T', content: 'C' })
    await expect(my['confirm']!({ content: 'Sure?' })).resolves.toEqual({ confirm: true })
    Object.assign(harness.answers, { confirm: false, actionSheet: 1 })
    await expect(my['confirm']!({ content: 'Sure?' })).resolves.toEqual({ confirm: false })
    await expect(my['showActionSheet']!({ items: ['a', 'b'] })).resolves.toEqual({ index: 1 })
    await my['showLoading']!({ content: 'Wait' })
    await my['hideLoading']!()
    await my['hideToast']!()
    await my['setNavigationBar']!({ title: 'Orders' })
    expect(harness.shown.map(({ name }) => name)).toEqual([
      'toast',
      'alert',
      'confirm',
      'confirm',
      'actionSheet',
      'loading',
      'hideLoading',
      'hideToast',
      'navigationBar',
    ])
    expect(harness.shown.find(({ name }) => name === 'loading')).toEqual({ name: 'loading', content: 'Wait' })
    expect(harness.shown[0]).toEqual({ name: 'toast', content: 'Saved', type: 'none', duration: 2000 })
  })
})

test('showModal answers for both buttons, and has one where there is nothing to cancel', async () => {
  const { harness, my } = start()
  await expect(my['showModal']!({ title: 'T', content: 'C' })).resolves.toEqual({
    confirm: true,
    cancel: false,
  })
  harness.answers.confirm = false
  await expect(my['showModal']!({ cancelText: 'No' })).resolves.toEqual({ confirm: false, cancel: true })
  await expect(my['showModal']!({ showCancel: false, confirmText: 'Yes' })).resolves.toMatchObject({
    confirm: true,
  })
  expect(harness.shown).toEqual([
    { name: 'confirm', title: 'T', content: 'C', confirmButtonText: 'OK', cancelButtonText: 'Cancel' },
    { name: 'confirm', title: '', content: '', confirmButtonText: 'OK', cancelButtonText: 'No' },
    { name: 'alert', title: '', content: '', buttonText: 'Yes' },
  ])
})

test('the clipboard keeps what was copied; window and network are told', async () => {
  const { my } = start()
  await my['setClipboard']!({ text: 'rice' })
  await expect(my['getClipboard']!()).resolves.toEqual({ text: 'rice' })
  expect(my['getWindowInfo']!()).toMatchObject({ windowWidth: 375, safeArea: { bottom: 667 } })
  await expect(my['getNetworkType']!()).resolves.toEqual({ networkAvailable: true, networkType: 'WIFI' })
})

test('pageScrollTo goes to a height or to an element, and fails where there is none', async () => {
  const harness = inline({ box: { axml: '<view class="end">x</view>' } })
  await harness.mount('box')
  const my = harness.my as unknown as Record<string, Call>
  await my['pageScrollTo']!({ scrollTop: 40 })
  expect(document.querySelector('a-page')!.scrollTop).toBe(40)
  await expect(my['pageScrollTo']!({ selector: '.end' })).resolves.toEqual({})
  await expect(my['pageScrollTo']!({ selector: '.none' })).rejects.toThrow('nothing on the page is .none')
})

describe('storage', () => {
  test('keeps values of any kind until they are removed; what was never set is null', async () => {
    const { my } = start()
    const sync = my as unknown as Record<string, (options?: object) => Record<string, unknown>>
    expect(sync['getStorageSync']!({ key: 'a' })).toEqual({ data: null })
    sync['setStorageSync']!({ key: 'a', data: { list: [1] } })
    await my['setStorage']!({ key: 'b', data: 'text' })
    await expect(my['getStorage']!({ key: 'a' })).resolves.toEqual({ data: { list: [1] } })
    expect(sync['getStorageInfoSync']!()).toMatchObject({ keys: ['a', 'b'] })
    sync['removeStorageSync']!({ key: 'a' })
    expect(sync['getStorageSync']!({ key: 'a' })).toEqual({ data: null })
    sync['clearStorageSync']!()
    expect(sync['getStorageInfoSync']!()).toMatchObject({ keys: [] })
  })
})

describe('members of the test', () => {
  test('win, and undefined takes one away', () => {
    const { harness } = start({ my: { getSiteInfo: undefined, SDKVersion: '1.0.0' } })
    expect(harness.my['getSiteInfo']).toBeUndefined()
    expect(harness.my['SDKVersion']).toBe('1.0.0')
  })

  test('a JSAPI without a mock is an error with its name', () => {
    const { my } = start()
    expect(() => my['chooseImage']!()).toThrow(
      'my.chooseImage is not simulated. Give createHarness({ my: { chooseImage } })',
    )
  })

  test('what no super app has is undefined, so that code can ask', () => {
    expect(start().harness.my['noSuchThing']).toBeUndefined()
  })

  test('a call of what does not exist is an error with its name', async () => {
    const { my } = globalThis as unknown as { my: undefined }
    expect(my).toBeUndefined()
    const harness = inline({
      box: {
        axml: '<view class="a" onTap="tapped" />',
        options: {
          methods: {
            tapped: () => (globalThis as unknown as { my: Record<string, () => void> }).my['noSuchThing']!(),
          },
        },
      },
    })
    const box = await harness.mount('box')
    await expect(box.byClass('a').tap()).rejects.toThrow('noSuchThing')
  })
})

test('canIUse knows what is simulated, component2, and nothing else', () => {
  const { my } = start()
  const canIUse = my['canIUse'] as unknown as (query: string) => boolean
  expect(
    ['component2', 'getAuthCode.object.scopes', 'chooseImage', 'nothing'].map((name) => canIUse(name)),
  ).toEqual([true, true, false, false])
})

test('getAuthCode gives another code each time, for the scopes that were asked', async () => {
  const { my } = start()
  const [one, other] = [await my['getAuthCode']!({ scopes: 'auth_user' }), await my['getAuthCode']!()]
  expect(one).toMatchObject({ authSuccessScopes: ['auth_user'], authErrorScopes: {} })
  expect([one['authCode'], other['authCode']]).toEqual(['auth-code-1', 'auth-code-2'])
  expect(other['authSuccessScopes']).toEqual(['auth_base'])
})

test('the phone of a test is one of 375 pixels that speaks English', async () => {
  await expect(start().my['getSystemInfo']!()).resolves.toMatchObject({
    language: 'en',
    windowWidth: 375,
    windowHeight: 667,
    screenWidth: 375,
    screenHeight: 667,
    pixelRatio: 2,
  })
})

test('a selector query asks the elements of the page', async () => {
  const harness = inline({ box: { axml: '<view id="x" class="a" /><view class="a" />' } })
  await harness.mount('box')
  interface Query {
    select(selector: string): Query
    selectAll(selector: string): Query
    boundingClientRect(): Query
    exec(done: (results: unknown[]) => void): void
  }
  const query = (harness.my['createSelectorQuery'] as () => Query)()
  const results = await new Promise<unknown[]>((done) => {
    query
      .select('view#x')
      .boundingClientRect()
      .selectAll('.a')
      .boundingClientRect()
      .select('.gone')
      .boundingClientRect()
      .exec(done)
  })
  expect(results).toEqual([
    expect.objectContaining({ id: 'x', width: 0 }),
    [expect.objectContaining({ id: 'x' }), expect.objectContaining({ id: '' })],
    null,
  ])
})

test('the app comes and goes with the page of the browser, for those that still listen', () => {
  const { my } = start()
  const listen = my as unknown as Record<string, (listener?: () => void) => void>
  const heard: string[] = []
  const shown = () => heard.push('shown')
  listen['onAppShow']!(shown)
  listen['onAppShow']!(() => heard.push('shown too'))
  listen['onAppHide']!(() => heard.push('hidden'))
  const turn = (state: string) => {
    jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state as 'visible')
    document.dispatchEvent(new Event('visibilitychange'))
  }
  turn('hidden')
  turn('visible')
  expect(heard).toEqual(['hidden', 'shown', 'shown too'])
  listen['offAppShow']!(shown)
  turn('visible')
  expect(heard.slice(3)).toEqual(['shown too'])
  listen['offAppShow']!()
  turn('visible')
  expect(heard).toHaveLength(4)
})
