import { createSubscribeFlow } from '../../../src/flow/subscribe-flow'
import type { PanelAnswer } from '../../../src/panel-view'
import { closed, createWorld, options, reject, type WorldSetup } from '../support'

const agreed = { type: 'AGREE', needs: 'NOTHING' }
const dead = { type: 'AGREE', needs: 'AUTHORIZATION' }
const two = { ...options, templateIds: ['T1', 'T2'] }
const answer = (templates: Record<string, 'AGREE' | 'REJECT'>): PanelAnswer => ({
  type: 'ANSWERED',
  templates,
})

async function open(setup: WorldSetup, how: Partial<typeof options> & Record<string, unknown> = {}) {
  const world = createWorld(setup)
  const result = await createSubscribeFlow(world.host).open({ ...options, ...how })
  return { world, result }
}

describe('needs decides', () => {
  it('NOTHING: settles with the earlier answer, asks nothing', async () => {
    const { world, result } = await open({ needs: { T1: agreed } })
    expect(result).toMatchObject({ success: true, type: 'AGREE', templates: { T1: 'AGREE' }, fresh: false })
    expect(world.views).toEqual([])
    expect(world.posted('/subscriptions')).toEqual([])
  })

  it('AUTHORIZATION: a new code is posted without answers or consent, nobody is asked', async () => {
    const { world, result } = await open({
      needs: { T1: dead },
      backend: ({ url }) =>
        url.endsWith('/subscriptions')
          ? { status: 200, body: '{"subscriptions":[]}', headers: {} }
          : undefined,
    })
    expect(result).toMatchObject({ success: true, type: 'AGREE', fresh: false })
    expect(world.views).toEqual([])
    expect(world.posted('/subscriptions')).toEqual([
      { requestId: expect.any(String), answers: [], authCode: world.codes[1]?.code },
    ])
  })

  it('CONSENT: only the template that needs it is on the panel', async () => {
    const { world, result } = await open({ needs: { T1: agreed }, person: answer({ T2: 'REJECT' }) }, two)
    expect(world.views[0]?.templates.map(({ templateCode }) => templateCode)).toEqual(['T2'])
    expect(result).toMatchObject({ type: 'AGREE', templates: { T1: 'AGREE', T2: 'REJECT' }, fresh: true })
  })

  it('askAgain: the panel comes although nothing needs consent', async () => {
    const { world } = await open({ needs: { T1: agreed }, person: reject }, { askAgain: true })
    expect(world.views).not.toEqual([])
  })
})

describe('several templates', () => {
  it('an empty box is REJECT, and type is AGREE if one was agreed', async () => {
    const { world, result } = await open({ person: answer({ T2: 'AGREE' }) }, two)
    expect(result).toMatchObject({ success: true, type: 'AGREE', templates: { T1: 'REJECT', T2: 'AGREE' } })
    expect(world.posted('/subscriptions')).toHaveLength(1)
  })

  it('all empty is REJECT and needs no code', async () => {
    const { world, result } = await open({ person: answer({}) }, two)
    expect(result).toMatchObject({ success: true, type: 'REJECT' })
    expect(world.codes).toHaveLength(1)
  })

  it('the buttons say what they do', async () => {
    const { world } = await open({ person: closed }, two)
    expect(world.views[0]).toMatchObject({ agreeLabel: 'Agree to selected', rejectLabel: 'Reject all' })
  })
})

describe('manage', () => {
  const manage = { manage: true }

  it('withdraws what was agreed to with one answer and no code', async () => {
    const { world, result } = await open({ needs: { T1: agreed }, person: reject }, manage)
    expect(result).toMatchObject({ success: true, type: 'REJECT', templates: { T1: 'REJECT' } })
    expect(world.codes).toHaveLength(1)
    expect(world.views[0]).toMatchObject({ mode: 'manage', templates: [{ ticked: true }] })
  })

  it('keeping posts nothing', async () => {
    const { world, result } = await open({ needs: { T1: agreed }, person: answer({ T1: 'AGREE' }) }, manage)
    expect(result).toMatchObject({ success: true, type: 'AGREE', fresh: false })
    expect(world.posted('/subscriptions')).toEqual([])
  })

  it('shows no panel when nothing was agreed to', async () => {
    const { world, result } = await open({}, manage)
    expect(result).toMatchObject({ success: true, type: 'REJECT', templates: {} })
    expect(world.views).toEqual([])
  })
})

describe('quiet', () => {
  const quiet = { ...options, quiet: true }

  it('shows no panel again after REJECT', async () => {
    const world = createWorld({ person: reject })
    const flow = createSubscribeFlow(world.host)
    await flow.open(options)
    const before = world.requests.length
    expect(await flow.open(quiet)).toMatchObject({ success: false, errorCode: 'CANCELLED' })
    expect(world.requests).toHaveLength(before)
  })

  it('shows no panel again after two CANCELLED, but a tap does', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open(quiet)
    await flow.open(quiet)
    expect(world.views).toHaveLength(2)
    await flow.open(quiet)
    expect(world.views).toHaveLength(2)
    await flow.open(options)
    expect(world.views).toHaveLength(3)
  })
})
