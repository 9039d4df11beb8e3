import { createSubscribeFlow } from '../../../src/subscribe-flow'
import {
  agree,
  backendError,
  closed,
  createWorld,
  options,
  reject,
  type World,
  type WorldSetup,
} from '../support'

const DAY_MS = 24 * 60 * 60 * 1000
const isSubscriptions = ({ url }: { url: string }): boolean => url.endsWith('/subscriptions')

/** An open whose answer never reaches the backend. */
async function lose(person: typeof agree, setup: WorldSetup = {}): Promise<World> {
  const world = createWorld({
    person,
    ...setup,
    backend: (request) => (isSubscriptions(request) ? 'LOST' : undefined),
  })
  const flow = createSubscribeFlow(world.host)
  expect(await flow.open(options)).toMatchObject({ success: false, pending: true })
  flow.unmount()
  return world
}

it('is stored before the first byte is sent, and removed when the server has answered', async () => {
  const world = createWorld({ person: agree })
  const stored: number[] = []
  const send = world.host.send.bind(world.host)
  world.host.send = (request) => {
    if (isSubscriptions(request)) stored.push(world.stored.size)
    return send(request)
  }
  await createSubscribeFlow(world.host).open(options)
  expect(stored).toEqual([1])
  expect(world.stored.size).toBe(0)
})

it("the same person's next open posts it with a new code and shows no panel", async () => {
  const lost = await lose(agree)
  const world = createWorld({ stored: lost.stored })
  expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({ success: true, type: 'AGREE' })

  const before = lost.posted('/subscriptions')[0]
  const after = world.posted('/subscriptions')[0]
  expect(after).toMatchObject({ requestId: before?.['requestId'], consent: before?.['consent'] })
  expect(after?.['authCode']).toBe(world.codes[1]?.code)
  expect(world.views).toEqual([])
  expect(world.stored.size).toBe(0)
})

it('a withdrawal is posted again before the user is asked again', async () => {
  const lost = await lose(reject)
  const world = createWorld({ stored: lost.stored, person: agree })
  expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({ success: true, type: 'AGREE' })
  expect(
    world.posted('/subscriptions').map(({ answers }) => (answers as { type: string }[])[0]?.type),
  ).toEqual(['REJECT', 'AGREE'])
})

it.each([
  ['another person', { subject: 'subject-2' }, {}],
  ['another backend', {}, { backendUrl: 'https://other.example' }],
  ['another app', {}, { appId: 'OTHER' }],
  ['an open for other templates', {}, { templateIds: ['T2'] }],
  ['an open that no tap asked for', {}, { quiet: true, templateIds: ['T1', 'T2'] }],
])('%s leaves it alone', async (_, setup, change) => {
  const lost = await lose(agree)
  const world = createWorld({ stored: lost.stored, person: reject, ...setup })
  const [kept] = lost.posted('/subscriptions')
  const wasKept = [...lost.stored.values()].join()
  await createSubscribeFlow(world.host).open({ ...options, ...change })
  expect(world.posted('/subscriptions').map(({ requestId }) => requestId)).not.toContain(kept?.['requestId'])
  if (!('quiet' in change)) expect([...world.stored.values()].join()).toBe(wasKept)
})

it('it expires after 24 hours', async () => {
  const lost = await lose(agree)
  const world = createWorld({ stored: lost.stored, person: reject })
  await world.pass(DAY_MS + 1)
  await createSubscribeFlow(world.host).open(options)
  expect(world.posted('/subscriptions')).toHaveLength(1)
  expect(world.posted('/subscriptions')[0]).toMatchObject({ answers: [{ type: 'REJECT' }] })
})

it('is posted again unchanged while the session is valid, without asking the user', async () => {
  let isDown = true
  const world = createWorld({
    person: agree,
    backend: (request) => (isDown && isSubscriptions(request) ? 'LOST' : undefined),
  })
  const result = await createSubscribeFlow(world.host).open(options)
  expect(result).toMatchObject({ pending: true })
  isDown = false
  await world.pass(6_000)
  const bodies = world.posted('/subscriptions') as { consent: { sentAt: string } }[]
  // sentAt is the time of each post; the rest is the same request.
  const rest = bodies.map(({ consent, ...body }) => JSON.stringify([body, { ...consent, sentAt: '' }]))
  expect(new Set(rest).size).toBe(1)
  expect(new Set(bodies.map(({ consent }) => consent.sentAt)).size).toBeGreaterThan(1)
  expect(world.codes).toHaveLength(2)
  expect(world.stored.size).toBe(0)
  await world.pass(DAY_MS)
  expect(world.requests.filter(isSubscriptions)).toHaveLength(bodies.length)
})

it('the pauses double, and the last try is within the lifetime of a session', async () => {
  const world = createWorld({
    person: reject,
    backend: (request) => (isSubscriptions(request) ? backendError(429, 'RATE_LIMITED') : undefined),
  })
  await createSubscribeFlow(world.host).open(options)
  const tries = () => world.requests.filter(isSubscriptions).length
  const seen: number[] = []
  for (const seconds of [5, 10, 20, 40, 80, 160, 320]) {
    const before = tries()
    await world.pass(seconds * 1000 - 1)
    expect(tries()).toBe(before)
    await world.pass(1)
    seen.push(tries() - before)
  }
  expect(seen).toEqual([1, 1, 1, 1, 1, 1, 1])
  const last = tries()
  await world.pass(DAY_MS)
  expect(tries()).toBe(last)
})

it('that the backend refuses on the second post is not posted again', async () => {
  const replies = [backendError(429, 'RATE_LIMITED'), backendError(400, 'INVALID_REQUEST')]
  const world = createWorld({
    person: reject,
    backend: (request) => (isSubscriptions(request) ? replies.shift() : undefined),
  })
  await createSubscribeFlow(world.host).open(options)
  await world.pass(DAY_MS)
  expect(world.requests.filter(isSubscriptions)).toHaveLength(2)
})

it('a withdrawal is also posted by an open without a tap, since it needs no code', async () => {
  const lost = await lose(reject)
  const agreed = { type: 'AGREE', needs: 'NOTHING' }
  const world = createWorld({ person: closed, stored: lost.stored, needs: { T1: agreed, T7: agreed } })
  await createSubscribeFlow(world.host).open({ ...options, templateIds: ['T1', 'T7'], quiet: true })
  expect(world.posted('/subscriptions')[0]).toMatchObject({ answers: [{ type: 'REJECT' }] })
})

it('a renewal that fails is not an answer: nothing is pending or kept', async () => {
  const world = createWorld({
    needs: { T1: { type: 'AGREE', needs: 'AUTHORIZATION' } },
    backend: (request) => (isSubscriptions(request) ? 'LOST' : undefined),
  })
  expect(await createSubscribeFlow(world.host).open(options)).toEqual({
    success: false,
    errorCode: 'NETWORK',
    errorMessage: expect.any(String),
  })
  expect(world.stored.size).toBe(0)
})

it('is not posted again once the component is gone, or when a newer answer has replaced it', async () => {
  const world = createWorld({
    person: agree,
    backend: (request) => (isSubscriptions(request) ? 'LOST' : undefined),
  })
  const flow = createSubscribeFlow(world.host)
  await flow.open(options)
  const before = world.requests.length
  world.stored.clear()
  await world.pass(6_000)
  flow.unmount()
  await world.pass(DAY_MS)
  expect(world.requests).toHaveLength(before)
})

it.each(['not json', '{}', '[1, null]', '[{"expiresAt": "soon"}]', '[{"expiresAt": 9e15}]'])(
  'ignores what is not ours: %s',
  async (junk) => {
    const stored = new Map([['mini-message:pending', junk]])
    const world = createWorld({ stored, person: agree })
    expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({ success: true })
  },
)

it('an answer that another tab has posted is not posted again although others wait', async () => {
  const world = createWorld({
    person: agree,
    backend: (request) => (isSubscriptions(request) ? 'LOST' : undefined),
  })
  await createSubscribeFlow(world.host).open(options)
  const [[key, kept]] = [...world.stored] as [[string, string]]
  const [mine] = JSON.parse(kept) as object[]
  world.stored.set(key, JSON.stringify([{ ...mine, requestId: 'of another tab' }]))
  const before = world.posted('/subscriptions').length
  await world.pass(3_600_000)
  expect(world.posted('/subscriptions')).toHaveLength(before)
})

it('a panel that was closed in the meantime is not updated when the answer is refused', async () => {
  let refuse: (() => void) | undefined
  const world = createWorld({ person: agree })
  const send = world.host.send.bind(world.host)
  world.host.send = async (request) => {
    if (!isSubscriptions(request)) return send(request)
    await new Promise<void>((resolve) => (refuse = resolve))
    return backendError(400, 'INVALID_REQUEST')
  }
  const flow = createSubscribeFlow(world.host)
  const result = flow.open(options)
  await world.idle()
  flow.cancel()
  refuse?.()
  expect(await result).toMatchObject({ success: false, errorCode: 'BACKEND_REJECTED' })
  expect(world.views.map(({ state }) => state)).not.toContain('failed')
})
