import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, closed, createWorld, options } from '../support'

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

  it('is not used for other templates or another language: those are fetched', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.prefetch(options)
    await flow.open({ ...options, templateIds: ['T2'] })
    await flow.open({ ...options, language: 'zh-CN' })
    const asked = world.requests.filter(({ method }) => method === 'GET').map(({ url }) => url)
    expect(new Set(asked).size).toBe(3)
  })

  it('that fails reports nothing, and the open asks again', async () => {
    let isDown = true
    const world = createWorld({ person: agree, backend: () => (isDown ? 'LOST' : undefined) })
    const flow = createSubscribeFlow(world.host)
    await expect(flow.prefetch(options)).resolves.toBeUndefined()
    isDown = false
    expect(await flow.open(options)).toMatchObject({ success: true })
  })
})
