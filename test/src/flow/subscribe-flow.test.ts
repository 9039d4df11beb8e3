import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, closed, createWorld, json, options, reject } from '../support'

describe('one template', () => {
  it('AGREE posts the consent with a second code of its own', async () => {
    const world = createWorld({ person: agree })
    const result = await createSubscribeFlow(world.host).open(options)

    expect(result).toEqual({
      success: true,
      type: 'AGREE',
      templates: { T1: 'AGREE' },
      subscriptionIds: { T1: 'sub-T1' },
      fresh: true,
    })
    const [first, second] = world.codes
    expect(world.posted('/authorizations')[0]).toMatchObject({
      appId: 'APP',
      customerBelongsTo: 'ALIPAY_CN',
      scopes: ['auth_user'],
      authCode: first?.code,
      templateCodes: ['T1'],
    })
    expect(world.posted('/subscriptions')[0]).toMatchObject({
      answers: [{ templateCode: 'T1', type: 'AGREE' }],
      authCode: second?.code,
      consent: { surface: 'BUILTIN', language: 'en', textVersion: 'v1', component: 'test/1' },
    })
    expect(second?.code).not.toBe(first?.code)
  })

  it('REJECT is posted without a second code', async () => {
    const world = createWorld({ person: reject })
    const result = await createSubscribeFlow(world.host).open(options)

    expect(result).toMatchObject({ success: true, type: 'REJECT', templates: { T1: 'REJECT' } })
    expect(world.codes).toHaveLength(1)
    expect(world.posted('/subscriptions')[0]).not.toHaveProperty('authCode')
  })

  it('closing the panel is CANCELLED and submits nothing', async () => {
    const world = createWorld({ person: closed })
    const result = await createSubscribeFlow(world.host).open(options)

    expect(result).toMatchObject({ success: false, errorCode: 'CANCELLED' })
    expect(world.posted('/subscriptions')).toEqual([])
    expect(world.stored.size).toBe(0)
  })
})

describe('several templates', () => {
  const both = { ...options, templateIds: ['T1', 'T2'] }
  const one = { type: 'ANSWERED', templates: { T1: 'REJECT', T2: 'AGREE' } } as const

  it('one AGREE among them needs a second code', async () => {
    const world = createWorld({ person: one })
    await createSubscribeFlow(world.host).open(both)
    expect(world.posted('/subscriptions')[0]).toHaveProperty('authCode', world.codes[1]?.code)
  })

  it('what the backend does not say about a template is not in the result', async () => {
    const T1 = { subscriptionId: 's', templateCode: 'T1', type: 'REJECT', needs: 'NOTHING' }
    const session = json({ sessionToken: 't', subject: 's', subscriptions: [T1] })
    const world = createWorld({
      backend: ({ url }) => (url.endsWith('/authorizations') ? session : undefined),
    })
    expect(await createSubscribeFlow(world.host).open({ ...both, manage: true })).toStrictEqual({
      ...{ success: true, type: 'REJECT', fresh: false },
      ...{ templates: { T1: 'REJECT' }, subscriptionIds: { T1: 's' } },
    })
  })
})

describe('the console', () => {
  it("shows what only a developer can correct, and not a person's no", async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open(options)
    expect(world.warnings).toEqual([])
    await flow.open({ ...options, templateIds: [] })
    expect(world.warnings).toEqual([expect.stringContaining('templateIds')])
  })
})

it.each([
  ['destroyed', /destroyed/],
  ['busy', /other templates/],
  ['closed', /closed/],
  ['the panel closed', /panel was closed/],
  ['unwanted', /quiet/],
])('a message says what happened: %s', async (what, says) => {
  const world = createWorld(what === 'the panel closed' ? { person: closed } : {})
  const flow = createSubscribeFlow(world.host)
  const quiet = { ...options, templateIds: ['quiet-words'], quiet: true }
  if (what === 'destroyed') flow.unmount()
  const first = flow.open(what === 'unwanted' ? quiet : options)
  let last = first
  if (what === 'busy') last = flow.open({ ...options, templateIds: ['T2'] })
  if (what === 'closed') flow.cancel()
  if (what === 'unwanted') {
    flow.cancel()
    void flow.open(quiet)
    flow.cancel()
    last = flow.open(quiet)
  }
  expect(await last).toMatchObject({ success: false, errorMessage: expect.stringMatching(says) })
})
