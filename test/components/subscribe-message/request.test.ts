import { configure } from '../../../components/configure'
import { getSubscriptions, requestSubscribeMessage } from '../../../components/request'
import { sharedState } from '../../../components/shared-state'
import { fakeMy, type FakeMy, templateCode } from '../../support/fake-my'
import { onlyOn } from '../only-on'
import { agreed, failed, page } from './page'

let my: FakeMy
let warn: jest.SpyInstance
const mounted: Awaited<ReturnType<typeof page>>[] = []
beforeEach(() => {
  my = fakeMy()
  warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(async () => {
  for (const shop of mounted.splice(0)) await shop.unmount()
  jest.useRealTimers()
  configure({ backendUrl: '' })
  Reflect.deleteProperty(globalThis, 'getCurrentPages')
})

/** A tag that is taken away after the test: they would all stand on one page. */
async function tag(more: Record<string, unknown> = {}) {
  const shop = await page(more)
  mounted.push(shop)
  return shop
}

const settle = () => new Promise<void>((resolve) => jest.requireActual('node:timers').setImmediate(resolve))

describe('requestSubscribeMessage', () => {
  test('opens the tag and gives its result; both handlers get it as well', async () => {
    const onResult = jest.fn()
    const shop = await tag({ onResult })
    const result = requestSubscribeMessage()
    await shop.settle()
    await shop.byText('Agree').tap()
    expect(await result).toEqual(agreed)
    expect(shop.onCallback.mock.calls).toEqual([[agreed]])
    expect(onResult).toHaveBeenCalledWith(expect.objectContaining({ detail: agreed }))
  })

  test('its options win over the props, also with false, and undefined hides none', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    await tag({ templateIds: ['other'], manage: true })
    const options = { templateIds: [templateCode], manage: false, backendUrl: undefined as never }
    const result = await requestSubscribeMessage(options)
    expect(result).toMatchObject({ success: true, fresh: false, templates: { [templateCode]: 'AGREE' } })
    expect(my.sent.every(({ url }) => url.startsWith('https://shop.example/api/'))).toBe(true)
  })

  test('the second call joins a running one, and so does the prop: one panel, one callback', async () => {
    const shop = await tag()
    const first = requestSubscribeMessage()
    const second = requestSubscribeMessage({ templateIds: [templateCode] })
    await shop.open()
    await shop.byText('Agree').tap()
    expect(await Promise.all([first, second])).toEqual([agreed, agreed])
    expect(shop.onCallback).toHaveBeenCalledTimes(1)
    expect(my.posted).toHaveLength(1)
  })

  test('a call for other templates meanwhile is BUSY', async () => {
    const shop = await tag()
    void requestSubscribeMessage()
    await shop.settle()
    expect(await requestSubscribeMessage({ templateIds: ['other'] })).toEqual(failed('BUSY'))
  })

  test('wrong options are INVALID_CONFIG, whatever was passed', async () => {
    await tag({ templateIds: [] })
    expect(await requestSubscribeMessage(null as never)).toEqual(failed('INVALID_CONFIG'))
    expect(await requestSubscribeMessage({ timeoutMs: 'soon' } as never)).toEqual(failed('INVALID_CONFIG'))
  })

  test('a tag that goes meanwhile is CANCELLED', async () => {
    const shop = await page()
    const result = requestSubscribeMessage()
    await shop.settle()
    await shop.unmount()
    expect(await result).toEqual(failed('CANCELLED'))
  })

  const withId = onlyOn('mini-program-simulator', "in WeChat, a component never sees its tag's id")
  withId('one of two tags is named by its id', async () => {
    const bell = await tag({ id: 'bell' })
    const order = await tag({ id: 'order' })
    void requestSubscribeMessage({ id: 'bell' })
    await bell.settle()
    expect([bell, order].map((shop) => shop.data()['shown'])).toEqual([true, false])
    expect(warn).not.toHaveBeenCalled()
  })

  test('of two tags and no id the last opens, and the console says so', async () => {
    const bell = await tag()
    const order = await tag()
    void requestSubscribeMessage()
    await order.settle()
    expect([bell, order].map((shop) => shop.data()['shown'])).toEqual([false, true])
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('id'))
  })

  test('a call before the tag has mounted waits for it', async () => {
    const result = requestSubscribeMessage()
    await settle()
    const shop = await tag()
    await shop.settle()
    await shop.byText('Agree').tap()
    expect(await result).toEqual(agreed)
    expect(sharedState().waiting).toEqual([])
  })

  test('a tag with another id ends no waiting', async () => {
    jest.useFakeTimers()
    const result = requestSubscribeMessage({ id: 'bell' })
    await tag({ id: 'order' })
    jest.advanceTimersByTime(3000)
    expect(await result).toEqual(failed('UNAVAILABLE'))
  })

  test('with no tag on the page it is UNAVAILABLE after a while, and the message says what to add', async () => {
    jest.useFakeTimers()
    const onSettled = jest.fn()
    const result = requestSubscribeMessage({ templateIds: [templateCode] })
    void result.then(onSettled)
    jest.advanceTimersByTime(2999)
    await settle()
    expect(onSettled).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(await result).toEqual(failed('UNAVAILABLE'))
    const message = expect.stringMatching(/mini-message\/es\/subscribe-message\/index.*usingComponents/)
    expect(await result).toMatchObject({ errorMessage: message })
    expect(warn).toHaveBeenCalledWith(message)
    expect(sharedState().waiting).toEqual([])
  })

  test('a tag of a page below is not that of the page on the screen', async () => {
    const below = { route: 'below' }
    const top = { route: 'top' }
    const pages = [below]
    await tag()
    // Where the platform names the page: as a component knows it, and as the stack has it.
    for (const one of sharedState().tags) one.page = below
    Object.assign(globalThis, { getCurrentPages: () => pages })
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    expect(await requestSubscribeMessage()).toMatchObject({ success: true })
    pages.push(top)
    jest.useFakeTimers()
    const result = requestSubscribeMessage()
    jest.advanceTimersByTime(3000)
    expect(await result).toEqual(failed('UNAVAILABLE'))
  })

  test('an app whose tag is of another version that fails gets a result all the same', async () => {
    sharedState().tags.push({
      id: () => '',
      page: undefined,
      request: () => Promise.reject(new Error('other')),
      getSubscriptions: () => Promise.reject(new Error('other')),
    })
    expect(await requestSubscribeMessage()).toEqual(failed('SYSTEM'))
    expect(await getSubscriptions({ templateIds: ['1'] })).toEqual({ '1': 'unknown' })
    sharedState().tags = []
  })
})

describe('getSubscriptions', () => {
  test('says what stands, with the silent scope and without a panel', async () => {
    my.stands = { type: 'AGREE', needs: 'NOTHING' }
    my.override.getAuthCode = ({ success }) =>
      success({ authCode: 'silent', authSuccessScopes: ['auth_base'] })
    const shop = await tag()
    expect(await getSubscriptions({ templateIds: [templateCode] })).toEqual({ [templateCode]: 'subscribed' })
    expect(my.scopes).toEqual([['auth_base']])
    expect(shop.texts()).toEqual([])
    expect(shop.onCallback).not.toHaveBeenCalled()
  })

  test('after an answer it knows without another code', async () => {
    const shop = await tag()
    await shop.open()
    await shop.byText('Agree').tap()
    expect(my.codes).toBe(2)
    expect(await getSubscriptions({ templateIds: [templateCode] })).toEqual({ [templateCode]: 'subscribed' })
    expect(my.codes).toBe(2)
  })

  test('unknown where the user would have to be asked, and nothing opens', async () => {
    my.override.getAuthCode = ({ fail }) => fail({ error: 11, errorMessage: 'not silent here' })
    const shop = await tag()
    expect(await getSubscriptions({ templateIds: [templateCode] })).toEqual({ [templateCode]: 'unknown' })
    expect(shop.texts()).toEqual([])
  })

  test('unknown without a tag, whatever was passed', async () => {
    jest.useFakeTimers()
    const states = [
      getSubscriptions({ templateIds: ['1', '2'] }),
      getSubscriptions({ templateIds: '1' } as never),
      getSubscriptions(undefined as never),
    ]
    jest.advanceTimersByTime(3000)
    expect(await Promise.all(states)).toEqual([{ '1': 'unknown', '2': 'unknown' }, { '1': 'unknown' }, {}])
  })
})
