import { en } from '../../src/texts/en'
import SubscribeMsg, { configure } from '../../h5/index'
import type { SubscribeMsgProps } from '../../h5/index'
import type { SubscribeResult } from '../../src/result'
import { button, fakeBackend, grantingBridge, panel, props, settle } from './support'

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
  localStorage.clear()
})
afterEach(() => {
  panel()?.layer.remove()
  Reflect.deleteProperty(globalThis, 'my')
  Reflect.deleteProperty(window, Symbol.for('mini-message:1'))
})

describe('code written for subscribe-msg-svelte', () => {
  it('constructor, props, method and callback work: AGREE', async () => {
    const backend = fakeBackend()
    Object.assign(globalThis, { my: grantingBridge() })
    configure({ backendUrl: props.backendUrl })
    const callback = jest.fn()
    const subscribeMsg = new SubscribeMsg({
      target: document.body,
      props: { appId: 'APP', authCode: 'first', templateIds: ['T1'], language: 'en', callback },
    })
    void subscribeMsg.requestSubscribeMessage()
    await settle()
    button(en.agree).click()
    await settle()

    expect(callback.mock.calls).toEqual([[expect.objectContaining({ success: true, type: 'AGREE' })]])
    expect(backend.posted('/authorizations')).toEqual([
      expect.objectContaining({ authCode: 'first', appId: 'APP' }),
    ])
    expect(panel()).toBeUndefined()
  })

  it('REJECT is a success, a tap on the mask is CANCELLED', async () => {
    fakeBackend()
    const results: SubscribeResult[] = []
    const subscribeMsg = new SubscribeMsg({
      props: { ...props, bridge: grantingBridge(), callback: (result) => results.push(result) },
    })
    void subscribeMsg.requestSubscribeMessage()
    await settle()
    button(en.reject).click()
    await settle()
    void subscribeMsg.requestSubscribeMessage()
    await settle()
    panel()!.dialog.click()
    await settle()

    expect(results).toEqual([
      expect.objectContaining({ success: true, type: 'REJECT' }),
      expect.objectContaining({ success: false, errorCode: 'CANCELLED' }),
    ])
  })

  it('$set changes props and $destroy takes an open panel away', async () => {
    fakeBackend()
    const subscribeMsg = new SubscribeMsg({ props: { bridge: grantingBridge() } })
    subscribeMsg.$set(props)
    const result = subscribeMsg.requestSubscribeMessage()
    await settle()
    expect(panel()).toBeDefined()
    subscribeMsg.$destroy()
    expect(panel()).toBeUndefined()
    expect(await result).toMatchObject({ errorCode: 'CANCELLED' })
    expect(await subscribeMsg.requestSubscribeMessage()).toMatchObject({ errorCode: 'UNAVAILABLE' })
  })
})

it('calling twice shows one panel, gives one promise and calls back once', async () => {
  fakeBackend()
  const callback = jest.fn()
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge: grantingBridge(), callback } })
  const first = subscribeMsg.requestSubscribeMessage()
  expect(subscribeMsg.requestSubscribeMessage()).toBe(first)
  await settle()
  button(en.agree).click()
  await first
  expect(callback).toHaveBeenCalledTimes(1)
})

it('no backendUrl or templateIds: INVALID_CONFIG in the result and in the console', async () => {
  const result = await new SubscribeMsg({ props: { templateIds: ['T1'] } }).requestSubscribeMessage()
  expect(result).toMatchObject({ success: false, errorCode: 'INVALID_CONFIG' })
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining('backendUrl'))
  const other = await new SubscribeMsg({
    props: { backendUrl: 'https://b.example' },
  }).requestSubscribeMessage()
  expect(other).toMatchObject({ errorMessage: expect.stringContaining('templateIds') })
})

describe('what a page says of all its instances', () => {
  const other = 'https://other.example/api'
  /** Where an instance with these props posts to. */
  async function backendOf(own: Partial<SubscribeMsgProps>): Promise<string> {
    const backend = fakeBackend()
    const { templateIds, language } = props
    const subscribeMsg = new SubscribeMsg({
      props: { templateIds, language, bridge: grantingBridge(), ...own },
    })
    void subscribeMsg.requestSubscribeMessage()
    await settle()
    subscribeMsg.destroy()
    return backend.calls[0]!.path.replace(/^\/.*/, props.backendUrl).replace(/\/templates.*/, '')
  }
  /** A page with these tags loads a copy of the script. */
  function loadScript(tag?: Partial<HTMLScriptElement> & { backendUrl?: string }): void {
    const script = Object.assign(document.createElement('script'), tag)
    if (tag?.backendUrl) script.dataset['backendUrl'] = tag.backendUrl
    document.head.append(script)
    const isModule = script.type === 'module'
    jest.spyOn(document, 'currentScript', 'get').mockReturnValue(isModule ? null : script)
    jest.isolateModules(() => void jest.requireActual('../../h5/global'))
  }
  afterEach(() => {
    document.head.textContent = ''
    Reflect.deleteProperty(window, 'SubscribeMsg')
  })

  it('a prop that is undefined hides nothing', async () => {
    configure({ backendUrl: props.backendUrl })
    expect(await backendOf({ backendUrl: undefined as never })).toBe(props.backendUrl)
    configure({ backendUrl: undefined as never })
    expect(await backendOf({})).toBe(props.backendUrl)
  })

  it('a prop that $set takes back is again what configure said', async () => {
    configure({ backendUrl: props.backendUrl })
    const subscribeMsg = new SubscribeMsg({
      props: { ...props, backendUrl: other, bridge: grantingBridge() },
    })
    subscribeMsg.$set({ backendUrl: undefined as never })
    const backend = fakeBackend()
    void subscribeMsg.requestSubscribeMessage()
    await settle()
    subscribeMsg.destroy()
    expect(backend.calls[0]!.path).toMatch(/^\/templates/)
  })

  it('the script tag says it, and a second copy without the attribute leaves it', async () => {
    loadScript({ backendUrl: other })
    loadScript()
    expect(await backendOf({})).toBe(other)
  })

  it('what configure said to one copy of the script holds for the other', async () => {
    configure({ backendUrl: other })
    loadScript()
    const { SubscribeMsg: Second } = window as unknown as { SubscribeMsg: typeof SubscribeMsg }
    expect(Second).not.toBe(SubscribeMsg)
    const backend = fakeBackend()
    const { templateIds } = props
    const second = new Second({ props: { templateIds, bridge: grantingBridge() } })
    void second.requestSubscribeMessage()
    await settle()
    second.destroy()
    expect(backend.calls[0]!.path).toContain(other)
  })

  it.each([
    ['of our script', { type: 'module', src: 'subscribe-message.min.js' }],
    ['that imports us', { type: 'module', textContent: 'import "./subscribe-message.mjs"' }],
  ])('the tag of a module says it: one %s', async (_, tag) => {
    loadScript({ ...tag, backendUrl: other })
    expect(await backendOf({})).toBe(other)
  })

  it('configure wins over the tag, and an own prop over both', async () => {
    loadScript({ type: 'module', backendUrl: 'https://tag.example' })
    configure({ backendUrl: other })
    expect(await backendOf({})).toBe(other)
    expect(await backendOf({ backendUrl: props.backendUrl })).toBe(props.backendUrl)
  })
})

it('no `my` on the page: UNAVAILABLE with what to include', async () => {
  const result = new SubscribeMsg({ props }).requestSubscribeMessage()
  await jest.advanceTimersByTimeAsync(1000)
  expect(await result).toMatchObject({
    success: false,
    errorCode: 'UNAVAILABLE',
    errorMessage: expect.stringContaining('hylid-bridge'),
  })
})

it("a bridge that loads after us is found, and an instance's backend wins over configure", async () => {
  const backend = fakeBackend()
  configure({ backendUrl: 'https://elsewhere.example' })
  const subscribeMsg = new SubscribeMsg({ props })
  Object.assign(globalThis, { my: grantingBridge() })
  void subscribeMsg.requestSubscribeMessage()
  await settle()
  expect(backend.calls.map(({ path }) => path.split('?')[0])).toEqual(['/templates', '/authorizations'])
})

it('calls the backend without cookies and with the token in its header only', async () => {
  const backend = fakeBackend()
  const subscribeMsg = new SubscribeMsg({ props: { ...props, bridge: grantingBridge() } })
  void subscribeMsg.requestSubscribeMessage()
  await settle()
  button(en.agree).click()
  await settle()
  expect(backend.calls.map(({ init }) => init.credentials)).toEqual(['omit', 'omit', 'omit'])
  expect(backend.calls[2]?.init.headers).toMatchObject({ authorization: 'Bearer t' })
})

it('an adapter answers instead of our panel, and the record says so', async () => {
  const backend = fakeBackend()
  const shown: string[] = []
  const subscribeMsg = new SubscribeMsg({
    props: {
      ...props,
      bridge: grantingBridge(),
      panel: {
        open: ({ title }) => {
          shown.push(title)
          return {
            answer: Promise.resolve({ type: 'ANSWERED', templates: { T1: 'AGREE' } }),
            update: () => undefined,
            close: () => undefined,
          }
        },
      },
    },
  })
  expect(await subscribeMsg.requestSubscribeMessage()).toMatchObject({ success: true, type: 'AGREE' })
  expect(shown).toEqual(['Yummy'])
  expect(panel()).toBeUndefined()
  expect(backend.posted('/subscriptions')).toEqual([
    expect.objectContaining({ consent: expect.objectContaining({ surface: 'ADAPTER' }) }),
  ])
})
