import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, closed, createWorld, options } from '../support'

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

  it('timeoutMs limits a code that needs no person', async () => {
    const world = createWorld({ getAuthCode: () => undefined })
    const silent = { ...options, scopes: ['auth_base'], timeoutMs: 3_000 }
    const result = createSubscribeFlow(world.host).open(silent)
    await world.pass(3_001)
    expect(await result).toMatchObject({
      errorCode: 'TIMEOUT',
      errorMessage: expect.stringContaining('getAuthCode'),
    })
  })

  it.each(['the person', 'the page'])('no timer is left after a result from %s', async (who) => {
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
  })
})
