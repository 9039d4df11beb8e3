import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, backendError, createWorld, options, reject, type WorldSetup } from '../support'

const both = { ...options, templateIds: ['T1', 'T2'] }
const standing = (type: string, needs: string) => ({ needs: { T1: { type, needs } } })

function flowIn(setup: WorldSetup = {}) {
  const world = createWorld(setup)
  return { world, flow: createSubscribeFlow(world.host) }
}

it.each([
  ['AGREE', 'NOTHING', 'subscribed'],
  ['AGREE', 'CONSENT', 'unsubscribed'],
  ['AGREE', 'AUTHORIZATION', 'unsubscribed'],
  ['REJECT', 'CONSENT', 'unsubscribed'],
])('%s that needs %s is %s', async (type, needs, state) => {
  const { flow } = flowIn(standing(type, needs))
  expect(await flow.getSubscriptions(both)).toEqual({ T1: state, T2: 'unsubscribed' })
})

it('it asks with the one scope that shows no dialog, whatever scopes the open has', async () => {
  const { world, flow } = flowIn()
  await flow.getSubscriptions({ ...options, scopes: ['auth_user', 'USER_NAME'] })
  expect(world.codes.map(({ scopes }) => scopes)).toEqual([['auth_base']])
  expect(world.posted('/authorizations')).toMatchObject([{ scopes: ['auth_base'], templateCodes: ['T1'] }])
  expect(world.views).toEqual([])
})

it("the caller's code is left to the open", async () => {
  const { world, flow } = flowIn({ person: agree })
  await flow.getSubscriptions({ ...options, authCode: 'passed' })
  await flow.open({ ...options, authCode: 'passed' })
  const [silent, opened] = world.posted('/authorizations')
  expect(silent!['authCode']).not.toBe('passed')
  expect(opened!['authCode']).toBe('passed')
})

it.each([
  ['the super app refuses the silent code', { getAuthCode: (call) => call.fail({ error: 11 }) }],
  ['the super app never answers', { getAuthCode: () => undefined }],
  ['the backend takes no silent code', { backend: () => backendError(400, 'INVALID_REQUEST') }],
  ['the backend is away', { backend: () => 'LOST' }],
  ['there is no super app', { bridge: undefined }],
] as [string, WorldSetup][])('where %s, it is unknown', async (_, setup) => {
  const { world, flow } = flowIn(setup)
  const states = flow.getSubscriptions(both)
  await world.pass(20_000)
  expect(await states).toEqual({ T1: 'unknown', T2: 'unknown' })
  expect(world.views).toEqual([])
})

it('a setting that is wrong is unknown, and told', async () => {
  const { world, flow } = flowIn()
  expect(await flow.getSubscriptions({ ...options, backendUrl: '' })).toEqual({ T1: 'unknown' })
  expect(world.warnings).toEqual([expect.stringContaining('backendUrl')])
  expect(await flow.getSubscriptions({ ...options, templateIds: 7 } as never)).toEqual({})
})

describe('after an open', () => {
  it.each([
    [agree, 'subscribed'],
    [reject, 'unsubscribed'],
  ])('%j is known without another code', async (person, state) => {
    const { world, flow } = flowIn({ person })
    await flow.open(options)
    const codes = world.codes.length
    expect(await flow.getSubscriptions(options)).toEqual({ T1: state })
    expect(world.codes).toHaveLength(codes)
  })

  it('it is known as long as the session lasts, then it is asked for anew', async () => {
    const { world, flow } = flowIn({ person: agree })
    await flow.open(options)
    const codes = world.codes.length
    await world.pass(15 * 60_000 - 1)
    await flow.getSubscriptions(options)
    expect(world.codes).toHaveLength(codes)
    await world.pass(1)
    await flow.getSubscriptions(options)
    expect(world.codes).toHaveLength(codes + 1)
  })

  it.each([
    ['another backend', { backendUrl: 'https://other.example' }],
    ['another site', { customerBelongsTo: 'GCASH' }],
    ['another template', { templateIds: ['T1', 'T3'] }],
  ])('%s is asked for anew', async (_, change) => {
    const { world, flow } = flowIn({ person: agree })
    await flow.open(options)
    const codes = world.codes.length
    await flow.getSubscriptions({ ...options, ...change })
    expect(world.codes).toHaveLength(codes + 1)
  })

  it('one that failed leaves nothing known', async () => {
    let isDown = false
    const { world, flow } = flowIn({
      person: agree,
      backend: ({ url }) =>
        isDown && url.endsWith('/subscriptions') ? backendError(400, 'INVALID_REQUEST') : undefined,
    })
    await flow.open(options)
    isDown = true
    await flow.open({ ...options, askAgain: true })
    const codes = world.codes.length
    await flow.getSubscriptions(options)
    expect(world.codes).toHaveLength(codes + 1)
  })

  it('a component that is gone knows nothing', async () => {
    const { flow } = flowIn()
    flow.unmount()
    expect(await flow.getSubscriptions(options)).toEqual({ T1: 'unknown' })
  })
})
