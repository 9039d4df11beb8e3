import { createSubscribeFlow } from '../../../src/subscribe-flow'
import type { PanelAnswer } from '../../../src/panel-view'
import { closed, createWorld, options, reject, type World, type WorldSetup } from '../support'

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

  it('AUTHORIZATION: a new code is posted without answers or consent, and no panel is shown', async () => {
    const { world, result } = await open({
      needs: { T1: dead },
      backend: ({ url }) =>
        url.endsWith('/subscriptions') ? { status: 200, body: '{"subscriptions":[]}' } : undefined,
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

  it('askAgain: false is as if it were not set', async () => {
    const { world } = await open({ person: reject }, { askAgain: false })
    expect(world.views).not.toEqual([])
  })

  it('askAgain: the panel is shown although nothing needs consent', async () => {
    const { world } = await open({ needs: { T1: agreed }, person: reject }, { askAgain: true })
    expect(world.views).not.toEqual([])
  })
})

it('askAgain: false asks for what needs consent', async () => {
  const { world } = await open({ person: reject }, { askAgain: false })
  expect(world.views).not.toEqual([])
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
    expect(world.views[0]).toMatchObject({
      agreeLabels: ['Agree', 'Agree (1)', 'Agree (2)'],
      rejectLabel: 'Reject all',
    })
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

  it('takes no more steps than agreeing took: one answer on one panel, and fewer authorization pages', async () => {
    const agreeing = await open({ person: answer({ T1: 'AGREE' }) })
    const withdrawing = await open({ needs: { T1: agreed }, person: reject }, manage)
    const panels = ({ views }: World) => views.filter(({ state }) => state === 'asking').length
    expect([panels(agreeing.world), agreeing.world.codes.length]).toEqual([1, 2])
    expect([panels(withdrawing.world), withdrawing.world.codes.length]).toEqual([1, 1])
    expect(withdrawing.result).toMatchObject({ success: true, type: 'REJECT' })
  })

  it('with several templates, those agreed to start ticked, so that stopping all is one answer', async () => {
    const { world, result } = await open(
      { needs: { T1: agreed, T2: agreed }, person: answer({}) },
      { ...two, ...manage },
    )
    expect(world.views[0]?.templates.map(({ ticked }) => ticked)).toEqual([true, true])
    expect(result).toMatchObject({ type: 'REJECT', templates: { T1: 'REJECT', T2: 'REJECT' } })
  })

  it('with several templates, stopping one leaves the other as it is', async () => {
    const { world, result } = await open(
      { needs: { T1: agreed, T2: agreed }, person: answer({ T2: 'AGREE' }) },
      { ...two, ...manage },
    )
    expect(world.posted('/subscriptions').map(({ answers }) => answers)).toEqual([
      [{ templateCode: 'T1', type: 'REJECT' }],
    ])
    expect(result).toMatchObject({ type: 'AGREE', templates: { T1: 'REJECT', T2: 'AGREE' } })
  })

  it('keeping posts nothing', async () => {
    const { world, result } = await open({ needs: { T1: agreed }, person: answer({ T1: 'AGREE' }) }, manage)
    expect(result).toMatchObject({ success: true, type: 'AGREE', fresh: false })
    expect(world.posted('/subscriptions')).toEqual([])
  })

  it('renews nothing: stopping needs no authorization', async () => {
    const { world, result } = await open({ needs: { T1: { type: null, needs: 'AUTHORIZATION' } } }, manage)
    expect(result).toMatchObject({ success: true, fresh: false })
    expect([world.codes.length, world.posted('/subscriptions')]).toEqual([1, []])
  })

  it('shows no panel when nothing was agreed to', async () => {
    const { world, result } = await open({}, manage)
    expect(result).toMatchObject({ success: true, type: 'REJECT', templates: {} })
    expect(world.views).toEqual([])
  })
})

describe('quiet', () => {
  /** What the user did not want is remembered for the page, so each rule has templates of its own. */
  const quiet = (...templateIds: string[]) => ({ ...options, templateIds, quiet: true })
  const tap = (...templateIds: string[]) => ({ ...options, templateIds })

  it('shows no panel again after REJECT, and asks the super app for nothing', async () => {
    const world = createWorld({ person: reject })
    const flow = createSubscribeFlow(world.host)
    await flow.open(tap('rejected'))
    const before = world.requests.length
    expect(await flow.open(quiet('rejected'))).toMatchObject({ success: false, errorCode: 'CANCELLED' })
    expect([world.requests.length, world.codes.length]).toEqual([before, 1])
  })

  it('another component of the same page shows none either', async () => {
    const first = createWorld({ person: reject })
    await createSubscribeFlow(first.host).open(tap('elsewhere'))
    const other = createWorld({ person: reject, host: { refusals: first.host.refusals } })
    await createSubscribeFlow(other.host).open(quiet('elsewhere'))
    expect(other.views).toEqual([])
  })

  it('shows no panel again after two CANCELLED, but a tap does', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open(quiet('cancelled'))
    await flow.open(quiet('cancelled'))
    expect(world.views).toHaveLength(2)
    await flow.open(quiet('cancelled'))
    expect(world.views).toHaveLength(2)
    await flow.open(tap('cancelled'))
    expect(world.views).toHaveLength(3)
  })

  it('AGREE starts the count of CANCELLED again', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open(tap('again'))
    const { refusals } = world.host
    const agreeing = createWorld({ person: answer({ again: 'AGREE' }), host: { refusals } })
    await createSubscribeFlow(agreeing.host).open(tap('again'))
    await flow.open(tap('again'))
    await flow.open(quiet('again'))
    expect(world.views).toHaveLength(3)
  })

  it('with several templates only those are asked for that the user did not refuse', async () => {
    const world = createWorld({ person: reject })
    const flow = createSubscribeFlow(world.host)
    await flow.open(tap('old'))
    await flow.open(quiet('old', 'new'))
    expect(world.views.at(-2)?.templates.map(({ templateCode }) => templateCode)).toEqual(['new'])
  })

  it('a refused template does not keep another from getting the authorization it needs', async () => {
    const needs = {
      rejected2: { type: null, needs: 'CONSENT' },
      dead: { type: 'AGREE', needs: 'AUTHORIZATION' },
    }
    const world = createWorld({
      person: reject,
      needs,
      backend: ({ url, body }) =>
        url.endsWith('/subscriptions') && body?.includes('"answers":[]')
          ? { status: 200, body: '{"subscriptions":[]}' }
          : undefined,
    })
    const flow = createSubscribeFlow(world.host)
    await flow.open(tap('rejected2'))
    expect(await flow.open(quiet('rejected2', 'dead'))).toMatchObject({ success: true, fresh: false })
    expect(world.posted('/subscriptions').at(-1)).toMatchObject({
      answers: [],
      authCode: world.codes.at(-1)?.code,
    })
  })

  it("a failure that is not the user's no does not count", async () => {
    const world = createWorld({ person: reject, backend: () => 'LOST' })
    const flow = createSubscribeFlow(world.host)
    await flow.open(tap('down'))
    await flow.open(tap('down'))
    expect(await flow.open(quiet('down'))).toMatchObject({ errorCode: 'NETWORK' })
  })
})
