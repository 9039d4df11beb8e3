import { createSubscribeFlow } from '../../../src/subscribe-flow'
import { agree, createWorld, options, type WorldSetup } from '../support'

/** The first code is given, the second call ends as told. */
function secondCall(end: (fail: (error: unknown) => void) => void): WorldSetup {
  let calls = 0
  return {
    person: agree,
    getAuthCode: (call) => {
      calls += 1
      if (calls === 1) call.success({ authCode: 'first' })
      else end((error) => call.fail(error))
    },
  }
}

it.each([
  ['refused', { error: 11 }],
  ['the back key', { error: 3 }],
  ['a wallet without the scope', { authErrorScopes: { auth_user: '10001' } }],
])('%s: AUTH_DENIED, nothing posted or kept, and the panel says so until it is closed', async (_, error) => {
  const world = createWorld(secondCall((fail) => fail(error)))
  const flow = createSubscribeFlow(world.host)
  const result = await flow.open(options)

  expect(result).toMatchObject({ success: false, errorCode: 'AUTH_DENIED' })
  expect(result).not.toHaveProperty('pending')
  expect(world.posted('/subscriptions')).toEqual([])
  expect(world.stored.size).toBe(0)
  expect(world.views.at(-1)).toMatchObject({
    state: 'failed',
    statusText: expect.stringContaining('Nothing was subscribed'),
  })
  expect(world.panelIsOpen()).toBe(true)
  flow.cancel()
  expect(world.panelIsOpen()).toBe(false)
})

it('opening again closes that panel', async () => {
  const world = createWorld({ ...secondCall((fail) => fail({ error: 11 })), person: agree })
  const flow = createSubscribeFlow(world.host)
  await flow.open(options)
  expect(world.panelIsOpen()).toBe(true)
  const result = flow.open({ ...options, scopes: ['auth_base'] })
  expect(world.panelIsOpen()).toBe(false)
  expect(await result).toMatchObject({ success: false })
})

it('while it submits the panel says so', async () => {
  const world = createWorld({ person: agree })
  await createSubscribeFlow(world.host).open(options)
  expect(world.views.map(({ state, statusText }) => [state, statusText])).toEqual([
    ['asking', undefined],
    ['submitting', 'Saving your choice…'],
  ])
})

it('no network: NETWORK and pending, without code or token in storage', async () => {
  const world = createWorld(secondCall((fail) => fail({ error: 12 })))
  const result = await createSubscribeFlow(world.host).open(options)
  expect(result).toMatchObject({ success: false, errorCode: 'NETWORK', pending: true })
  const kept = [...world.stored.values()].join()
  expect(kept).toContain('AGREE')
  expect(kept).not.toMatch(/first|session-token/)
  expect(world.panelIsOpen()).toBe(false)
})

it('nobody answers: TIMEOUT and pending', async () => {
  const world = createWorld(secondCall(() => undefined))
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(600_001)
  expect(await result).toMatchObject({ success: false, errorCode: 'TIMEOUT', pending: true })
})
