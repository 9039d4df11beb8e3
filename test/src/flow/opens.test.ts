import type { FlowState } from '../../../src/flow/flow-types'
import { createSubscribeFlow } from '../../../src/flow/subscribe-flow'
import { agree, closed, createWorld, options } from '../support'

it('the states are entered in order', async () => {
  const states: FlowState[] = []
  const world = createWorld({ person: agree })
  await createSubscribeFlow(world.host, (state) => states.push(state)).open(options)
  expect(states).toEqual(['authorizing', 'asking', 'submitting', 'settled'])
})

it('a wrong option is INVALID_CONFIG, told to the developer as well, and nothing is asked', async () => {
  const world = createWorld()
  const result = await createSubscribeFlow(world.host).open({ templateIds: ['T1'] } as never)
  expect(result).toMatchObject({ success: false, errorCode: 'INVALID_CONFIG' })
  expect(world.warnings).toEqual([expect.stringContaining('backendUrl')])
  expect(world.requests).toEqual([])
})

it('without a bridge it is UNAVAILABLE and says what to include', async () => {
  const world = createWorld({ bridge: undefined })
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(1_000)
  expect(await result).toMatchObject({
    success: false,
    errorCode: 'UNAVAILABLE',
    errorMessage: expect.stringContaining('hylid-bridge'),
  })
  expect(world.warnings).toHaveLength(1)
})

it('a bridge that comes within a second after the tap is used', async () => {
  const late = createWorld({ person: agree })
  const world = createWorld({ person: agree, host: { bridge: () => undefined } })
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(800)
  world.host.bridge = () => late.host.bridge()
  await world.pass(100)
  expect(await result).toMatchObject({ success: true })
})

it('a bridge is waited for no longer than timeoutMs', async () => {
  const world = createWorld({ bridge: undefined })
  const result = createSubscribeFlow(world.host).open({ ...options, timeoutMs: 200 })
  await world.pass(250)
  expect(await result).toMatchObject({ errorCode: 'UNAVAILABLE' })
})

describe('a second call', () => {
  it('joins the first for the same templates, in any order', async () => {
    const world = createWorld()
    const flow = createSubscribeFlow(world.host)
    const first = flow.open({ ...options, templateIds: ['T1', 'T2'] })
    expect(flow.open({ ...options, templateIds: ['T2', 'T1'] })).toBe(first)
    await world.idle()
    expect(world.views).toHaveLength(1)
  })

  it('that joined is not called back a second time, whatever was refused in between', async () => {
    const world = createWorld()
    const flow = createSubscribeFlow(world.host)
    const results: unknown[] = []
    const callback = (result: unknown) => void results.push(result)
    const first = flow.open(options, callback)
    const refused = await flow.open({ ...options, templateIds: ['T2'] }, callback)
    void flow.open(options, callback)
    await world.idle()
    world.answer(agree)
    expect(results).toEqual([refused])
    expect([refused, await first]).toEqual(results)
  })

  it.each([
    ['other templates', { templateIds: ['T2'] }],
    ['another mode', { manage: true }],
  ])('is BUSY for %s, and the first goes on', async (_, change) => {
    const world = createWorld()
    const flow = createSubscribeFlow(world.host)
    const first = flow.open(options)
    await world.idle()
    expect(await flow.open({ ...options, ...change })).toMatchObject({ success: false, errorCode: 'BUSY' })
    world.answer(agree)
    expect(await first).toMatchObject({ success: true })
  })
})

describe('closing from outside', () => {
  it('while asking is CANCELLED, takes the panel away and submits nothing', async () => {
    const world = createWorld()
    const flow = createSubscribeFlow(world.host)
    const result = flow.open(options)
    await world.idle()
    flow.cancel()
    expect(await result).toMatchObject({ success: false, errorCode: 'CANCELLED' })
    world.answer(agree)
    await world.pass(60_000)
    expect(world.panelIsOpen()).toBe(false)
    expect(world.posted('/subscriptions')).toEqual([])
  })

  it('while authorizing, a code that comes afterwards is not used', async () => {
    let succeed: (answer: unknown) => void = () => undefined
    const world = createWorld({ getAuthCode: (call) => (succeed = (answer) => call.success(answer)) })
    const flow = createSubscribeFlow(world.host)
    const result = flow.open(options)
    await world.idle()
    flow.cancel()
    succeed({ authCode: 'late' })
    expect(await result).toMatchObject({ errorCode: 'CANCELLED' })
    await world.pass(60_000)
    expect(world.posted('/authorizations')).toEqual([])
  })

  it("while submitting only hides the panel: the result is the server's answer", async () => {
    let reply: (() => void) | undefined
    const world = createWorld({ person: agree })
    const send = world.host.send.bind(world.host)
    world.host.send = async (request) => {
      if (request.url.endsWith('/subscriptions')) await new Promise<void>((resolve) => (reply = resolve))
      return send(request)
    }
    const flow = createSubscribeFlow(world.host)
    const result = flow.open(options)
    await world.idle()
    expect(flow.state).toBe('submitting')
    flow.cancel()
    expect(world.panelIsOpen()).toBe(false)
    reply?.()
    expect(await result).toMatchObject({ success: true, type: 'AGREE' })
  })

  it('by unmount while asking is CANCELLED as well', async () => {
    const world = createWorld()
    const flow = createSubscribeFlow(world.host)
    const result = flow.open(options)
    await world.idle()
    flow.unmount()
    expect(await result).toMatchObject({ errorCode: 'CANCELLED' })
    expect(world.panelIsOpen()).toBe(false)
  })

  it('after unmount every open is UNAVAILABLE', async () => {
    const world = createWorld({ person: agree })
    const flow = createSubscribeFlow(world.host)
    flow.unmount()
    expect(await flow.open(options)).toMatchObject({ success: false, errorCode: 'UNAVAILABLE' })
    expect(world.requests).toEqual([])
  })
})

describe('time', () => {
  it('a person who never answers is TIMEOUT after personTimeoutMs, by the wall clock', async () => {
    const world = createWorld()
    const result = createSubscribeFlow(world.host).open({ ...options, personTimeoutMs: 30_000 })
    await world.idle()
    expect(world.panelIsOpen()).toBe(true)
    await world.pass(29_000)
    expect(world.panelIsOpen()).toBe(true)
    await world.pass(2_000)
    expect(await result).toMatchObject({ success: false, errorCode: 'TIMEOUT' })
    expect(world.panelIsOpen()).toBe(false)
  })

  it('a person may take longer than timeoutMs on the authorization page', async () => {
    let succeed: (() => void) | undefined
    const world = createWorld({
      person: agree,
      getAuthCode: (call) => (succeed = () => call.success({ authCode: 'c' })),
    })
    const result = createSubscribeFlow(world.host).open({ ...options, timeoutMs: 1_000 })
    await world.pass(200_000)
    succeed?.()
    await world.idle()
    succeed?.()
    expect(await result).toMatchObject({ success: true })
  })

  it('a JSAPI without a dialog that never answers is TIMEOUT after timeoutMs', async () => {
    const world = createWorld({
      bridge: { getAuthCode: () => undefined, getAppIdSync: () => 'APP', getSiteInfo: () => undefined },
    })
    const result = createSubscribeFlow(world.host).open({ ...options, timeoutMs: 3_000 })
    await world.pass(3_001)
    expect(await result).toMatchObject({
      success: false,
      errorCode: 'TIMEOUT',
      errorMessage: expect.stringContaining('my.getSiteInfo'),
    })
  })

  it('a backend that never answers is NETWORK after two tries of timeoutMs each', async () => {
    const world = createWorld({ backend: () => 'NEVER' })
    const result = createSubscribeFlow(world.host).open({ ...options, timeoutMs: 3_000 })
    await world.pass(2_999)
    expect(world.posted('/authorizations')).toHaveLength(1)
    await world.pass(3_002)
    expect(await result).toMatchObject({ success: false, errorCode: 'NETWORK' })
    expect(world.posted('/authorizations')).toHaveLength(2)
    expect(world.requests.map(({ timeoutMs }) => timeoutMs)).toEqual([3_000, 3_000, 3_000, 3_000])
  })

  it('a request that was on its way when the authorization page hid ours is sent again', async () => {
    let succeed: (() => void) | undefined
    const first: (string | undefined)[] = ['NEVER']
    const world = createWorld({
      person: agree,
      getAuthCode: (call) => (succeed = () => call.success({ authCode: 'c' })),
      backend: ({ method }) => (method === 'GET' ? (first.shift() as 'NEVER' | undefined) : undefined),
    })
    const result = createSubscribeFlow(world.host).open({ ...options, timeoutMs: 3_000 })
    await world.pass(200_000)
    succeed?.()
    await world.idle()
    succeed?.()
    expect(await result).toMatchObject({ success: true })
  })

  it('a code that no person is asked for is bounded by timeoutMs', async () => {
    const world = createWorld({ getAuthCode: () => undefined })
    const silent = { ...options, scopes: ['auth_base'], timeoutMs: 3_000 }
    const result = createSubscribeFlow(world.host).open(silent)
    await world.pass(3_001)
    expect(await result).toMatchObject({
      errorCode: 'TIMEOUT',
      errorMessage: expect.stringContaining('getAuthCode'),
    })
  })

  it.each(['the person', 'the page'])(
    'no timer is left behind by a result that %s brings about',
    async (who) => {
      const world = createWorld(who === 'the person' ? { person: closed } : {})
      const after = world.host.clock.after.bind(world.host.clock)
      let running = 0
      world.host.clock.after = (ms, callback) => {
        running += 1
        let isStopped = false
        const stop = after(ms, callback)
        return () => {
          if (!isStopped) running -= 1
          isStopped = true
          stop()
        }
      }
      const flow = createSubscribeFlow(world.host)
      const result = flow.open(options)
      await world.idle()
      flow.cancel()
      expect(await result).toMatchObject({ errorCode: 'CANCELLED' })
      expect(running).toBe(0)
    },
  )
})

describe('what the caller passes', () => {
  it('a site that was passed is for that open alone', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open({ ...options, customerBelongsTo: 'GCASH' })
    await flow.open(options)
    const sites = world.posted('/authorizations').map(({ customerBelongsTo }) => customerBelongsTo)
    expect(sites).toEqual(['GCASH', 'ALIPAY_CN'])
  })

  it('stands in the query encoded, and below the address without its last slash', async () => {
    const world = createWorld({ person: closed })
    const odd = { ...options, backendUrl: 'https://shop.example/api/', appId: 'A&B=1 ü' }
    await createSubscribeFlow(world.host).open(odd)
    expect(world.requests.map(({ url }) => url.split('&customerBelongsTo')[0])).toEqual([
      'https://shop.example/api/templates?appId=A%26B%3D1%20%C3%BC',
      'https://shop.example/api/authorizations',
    ])
  })

  it.each([
    ['senderName', { privacyUrl: 'https://own.example', senderName: undefined }],
    ['privacyUrl', { senderName: 'Own', privacyUrl: undefined }],
  ])('without %s the backend is asked, and what was passed wins over what it serves', async (_, part) => {
    const world = createWorld({ person: closed })
    const templates = [{ templateCode: 'T1', title: 'Own title', kind: 'ONE_TIME' as const }]
    await createSubscribeFlow(world.host).open({ ...options, templates, ...part } as never)
    expect(world.views[0]).toMatchObject({
      title: `Messages from ${part.senderName ?? 'Yummy'}`,
      privacyUrl: part.privacyUrl ?? 'https://shop.example/privacy',
      templates: [{ title: 'Own title' }],
    })
  })

  it('a site without a name of its own is called an app, and no known language is English', async () => {
    const world = createWorld({ person: closed, host: { language: () => undefined } })
    await createSubscribeFlow(world.host).open({ ...options, customerBelongsTo: 'DANA' })
    expect(world.views[0]).toMatchObject({
      language: 'en',
      howToStop: 'You can stop this at any time in your app.',
    })
  })

  it('appId, site and the first code are used, and their JSAPIs not called', async () => {
    const world = createWorld({ person: agree })
    const bridge = world.host.bridge() as { getAppIdSync: unknown; getSiteInfo: unknown }
    bridge.getAppIdSync = bridge.getSiteInfo = () => {
      throw new Error('called')
    }
    const passed = { ...options, appId: 'OWN', customerBelongsTo: 'GCASH', authCode: 'given' }
    await createSubscribeFlow(world.host).open(passed)
    expect(world.posted('/authorizations')[0]).toMatchObject({
      appId: 'OWN',
      customerBelongsTo: 'GCASH',
      authCode: 'given',
    })
    // Outside AlipayCN the second code has a scope of its own.
    expect(world.codes.map(({ scopes }) => scopes)).toEqual([['SEND_MESSAGE']])
  })

  it('a passed code serves the first open only', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open({ ...options, authCode: 'given' })
    await flow.open({ ...options, authCode: 'given' })
    const codes = world.posted('/authorizations').map(({ authCode }) => authCode)
    expect(codes).toEqual(['given', world.codes[0]?.code])
  })

  it('extra headers go with every call, the session token only with the subscription', async () => {
    const world = createWorld({ person: agree })
    await createSubscribeFlow(world.host).open({ ...options, headers: { 'x-shop': '7' } })
    expect(world.requests.map(({ headers }) => headers['x-shop'])).toEqual(['7', '7', '7'])
    expect(world.requests.map(({ headers }) => headers['authorization'])).toEqual([
      undefined,
      undefined,
      'Bearer session-token',
    ])
    const everywhere =
      JSON.stringify(world.requests.map(({ url, body }) => [url, body])) + [...world.stored.values()].join()
    expect(everywhere).not.toContain('session-token')
  })

  it('texts, templates and sender in the props need nothing from GET /templates', async () => {
    const world = createWorld()
    void createSubscribeFlow(world.host).open({
      ...options,
      senderName: 'Shop',
      privacyUrl: 'https://shop.example/p',
      templates: [{ templateCode: 'T1', title: 'Own title', kind: 'ONE_TIME' }],
      texts: { agree: 'Yes please' },
      language: 'de',
    })
    await world.idle()
    expect(world.requests.filter(({ method }) => method === 'GET')).toEqual([])
    expect(world.views[0]).toMatchObject({
      title: 'Messages from Shop',
      agreeLabel: 'Yes please',
      language: 'de',
      templates: [{ title: 'Own title' }],
    })
  })
})

describe('prefetch', () => {
  it('fetches sender and texts once, and the open uses them', async () => {
    const world = createWorld({ person: agree })
    const flow = createSubscribeFlow(world.host)
    await flow.prefetch(options)
    await flow.open(options)
    expect(world.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST'])
  })

  it('asks for the site once, and nothing with wrong options', async () => {
    const world = createWorld({ person: agree })
    const bridge = world.host.bridge() as { getSiteInfo: (call: unknown) => void }
    const getSiteInfo = jest.spyOn(bridge, 'getSiteInfo')
    const flow = createSubscribeFlow(world.host)
    await flow.prefetch({ ...options, templateIds: [] })
    expect([getSiteInfo.mock.calls.length, world.requests.length]).toEqual([0, 0])
    await flow.prefetch(options)
    await flow.open(options)
    expect(getSiteInfo).toHaveBeenCalledTimes(1)
  })

  it('of other templates or another language is no use: those are asked for', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.prefetch(options)
    await flow.open({ ...options, templateIds: ['T2'] })
    await flow.open({ ...options, language: 'zh-CN' })
    const asked = world.requests.filter(({ method }) => method === 'GET').map(({ url }) => url)
    expect(new Set(asked).size).toBe(3)
  })

  it('that fails says nothing, and the open asks again', async () => {
    let isDown = true
    const world = createWorld({ person: agree, backend: () => (isDown ? 'LOST' : undefined) })
    const flow = createSubscribeFlow(world.host)
    await expect(flow.prefetch(options)).resolves.toBeUndefined()
    isDown = false
    expect(await flow.open(options)).toMatchObject({ success: true })
  })
})

it.each([
  [
    'throws',
    () => {
      throw new Error('no room')
    },
  ],
  [
    'rejects with nothing',
    () => ({
      surface: 'ADAPTER' as const,
      panel: {
        answer: Promise.resolve().then(() => Promise.reject.call(Promise, undefined) as never),
        update: () => undefined,
        close: () => undefined,
      },
    }),
  ],
])('a panel that %s is SYSTEM, and settles', async (_, openPanel) => {
  const world = createWorld({ person: agree })
  const flow = createSubscribeFlow({ ...world.host, openPanel })
  expect(await flow.open(options)).toMatchObject({ success: false, errorCode: 'SYSTEM' })
  expect(flow.state).toBe('settled')
})
