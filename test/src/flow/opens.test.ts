import type { FlowState } from '../../../src/subscribe-flow'
import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, createWorld, options } from '../support'

it('the states are entered in order', async () => {
  const states: FlowState[] = []
  const world = createWorld({ person: agree })
  await createSubscribeFlow(world.host, (state) => states.push(state)).open(options)
  expect(states).toEqual(['authorizing', 'asking', 'submitting', 'settled'])
})

it('a wrong option is INVALID_CONFIG, the console says so too, and nothing is asked', async () => {
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

it('it waits for a bridge no longer than timeoutMs', async () => {
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

  it('that joined gets no second callback, whatever was refused in between', async () => {
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

  it('while authorizing: a code that arrives afterwards is not used', async () => {
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
    const states: FlowState[] = []
    const flow = createSubscribeFlow(world.host, (state) => states.push(state))
    const result = flow.open(options)
    await world.idle()
    expect(states.pop()).toBe('submitting')
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
  const states: FlowState[] = []
  const flow = createSubscribeFlow({ ...world.host, openPanel }, (state) => states.push(state))
  expect(await flow.open(options)).toMatchObject({ success: false, errorCode: 'SYSTEM' })
  expect(states.pop()).toBe('settled')
})

it.each([
  ['before the panel is shown', 'NEVER' as const, ['authorizing', 'settled']],
  ['while the panel is shown', undefined, ['authorizing', 'asking', 'settled']],
])('cancelled %s, the open is settled', async (_, reply, expected) => {
  const states: FlowState[] = []
  const world = createWorld({ backend: ({ url }) => (url.endsWith('/authorizations') ? reply : undefined) })
  const flow = createSubscribeFlow(world.host, (state) => states.push(state))
  const result = flow.open(options)
  await world.idle()
  flow.cancel()
  expect(await result).toMatchObject({ errorCode: 'CANCELLED' })
  expect(states).toEqual(expected)
})

it('an open that fails before the panel is shown is settled', async () => {
  const states: FlowState[] = []
  const world = createWorld({ getAuthCode: (call) => call.fail({ error: 11 }) })
  const flow = createSubscribeFlow(world.host, (state) => states.push(state))
  expect(await flow.open(options)).toMatchObject({ errorCode: 'AUTH_DENIED' })
  expect(states).toEqual(['authorizing', 'settled'])
})
