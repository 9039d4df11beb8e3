import { backendRules } from '../../../src/backend'
import { createSubscribeFlow } from '../../../src/subscribe-flow'
import type { HttpRequest, HttpResponse } from '../../../src/host'
import type { PanelAnswer } from '../../../src/panel-view'
import { agree, backendError, createWorld, json, options, reject, type World } from '../support'

type Reply = HttpResponse | 'LOST' | undefined

/** A backend that answers the calls to one path from a list, then as usual. */
function answering(path: string, ...replies: Reply[]) {
  return (request: HttpRequest): Reply => (request.url.endsWith(path) ? replies.shift() : undefined)
}

function open(
  person: PanelAnswer,
  path: string,
  ...replies: Reply[]
): { world: World; result: Promise<unknown> } {
  const world = createWorld({ person, backend: answering(path, ...replies) })
  return { world, result: createSubscribeFlow(world.host).open(options) }
}

const isPending = { pending: true }

describe('POST /subscriptions after AGREE', () => {
  it.each([
    ['INVALID_REQUEST', 400, 'BACKEND_REJECTED', 1, {}],
    ['SUBJECT_MISMATCH', 403, 'BACKEND_REJECTED', 1, {}],
    ['APP_NOT_ALLOWED', 403, 'INVALID_CONFIG', 1, {}],
    ['TEMPLATE_NOT_FOUND', 404, 'INVALID_TEMPLATE_CODE', 1, {}],
    ['REQUEST_ID_REUSED', 409, 'SYSTEM', 1, {}],
    ['MIXED_TEMPLATE_KINDS', 422, 'INCONSISTENT_TEMPLATE_TYPE', 1, {}],
    ['AUTH_CODE_SPENT', 410, 'BACKEND_REJECTED', 2, isPending],
    ['AUTH_CODE_EXPIRED', 410, 'BACKEND_REJECTED', 2, isPending],
    ['AUTH_CODE_INVALID', 410, 'BACKEND_REJECTED', 2, isPending],
    ['PLATFORM_UNAVAILABLE', 503, 'NETWORK', 2, isPending],
    ['RATE_LIMITED', 429, 'NETWORK', 1, isPending],
    ['UNAVAILABLE', 503, 'NETWORK', 1, isPending],
    ['SESSION_EXPIRED', 401, 'BACKEND_REJECTED', 2, {}],
    ['SOMETHING_NEW', 418, 'SYSTEM', 2, isPending],
    ['SOMETHING_BROKEN', 500, 'NETWORK', 2, isPending],
  ])('%s (%i) that stays is %s after %i tries', async (code, status, errorCode, tries, more) => {
    const reply = backendError(status, code)
    const { world, result } = open(agree, '/subscriptions', reply, reply, reply, reply)
    expect(await result).toEqual({ success: false, errorCode, errorMessage: expect.any(String), ...more })
    expect(world.posted('/subscriptions')).toHaveLength(tries)
    expect(world.stored.size).toBe(more === isPending ? 1 : 0)
  })

  it('has a row for every code of the contract, and no row is empty', () => {
    expect(Object.keys(backendRules)).toHaveLength(15)
    for (const row of Object.values(backendRules))
      expect(row.slice(0, 2)).toEqual([expect.any(String), expect.any(String)])
  })

  it.each([
    ['no answer', 'LOST', 'NETWORK'],
    ["a proxy's page", { status: 200, body: '<html>' }, 'SYSTEM'],
    ['JSON of something else', json({ hello: 'world' }), 'SYSTEM'],
    ['a bad gateway', { status: 502, body: '<html>' }, 'NETWORK'],
    ['no decision for the template', json({ subscriptions: [] }), 'SYSTEM'],
  ] as const)('%s that stays is %s-%s and pending', async (_, reply, errorCode) => {
    const { result } = open(agree, '/subscriptions', reply, reply)
    expect(await result).toMatchObject({ success: false, errorCode, pending: true })
  })

  it.each(['AUTH_CODE_SPENT', 'PLATFORM_UNAVAILABLE'])(
    '%s once: one new code, the same requestId',
    async (code) => {
      const { world, result } = open(agree, '/subscriptions', backendError(410, code))
      expect(await result).toMatchObject({ success: true })
      const [first, second] = world.posted('/subscriptions')
      expect(second?.['requestId']).toBe(first?.['requestId'])
      expect(second?.['authCode']).not.toBe(first?.['authCode'])
      expect(second?.['consent']).toEqual(first?.['consent'])
    },
  )

  it('a lost answer once: the same request again, byte for byte', async () => {
    const { world, result } = open(agree, '/subscriptions', 'LOST')
    expect(await result).toMatchObject({ success: true })
    const [first, second] = world.requests.filter(({ url }) => url.endsWith('/subscriptions'))
    expect(second?.body).toBe(first?.body)
  })

  it.each([
    ['RATE_LIMITED', 429],
    ['UNAVAILABLE', 503],
  ])('%s waits for Retry-After within the time-out', async (code, status) => {
    const { world, result } = open(agree, '/subscriptions', backendError(status, code, '3'))
    await world.pass(2_900)
    expect(world.posted('/subscriptions')).toHaveLength(1)
    await world.pass(200)
    expect(await result).toMatchObject({ success: true })
  })

  it('SESSION_EXPIRED: one new session, then the same requestId', async () => {
    const { world, result } = open(agree, '/subscriptions', backendError(401, 'SESSION_EXPIRED'))
    expect(await result).toMatchObject({ success: true })
    expect(world.posted('/authorizations')).toHaveLength(2)
    const [first, second] = world.posted('/subscriptions')
    expect(second?.['requestId']).toBe(first?.['requestId'])
  })

  it('SESSION_EXPIRED: a new session of another person stops the open, and nothing is posted for that person', async () => {
    let opened = 0
    const world = createWorld({
      person: agree,
      backend: ({ url }) => {
        if (url.endsWith('/subscriptions')) return backendError(401, 'SESSION_EXPIRED')
        if (!url.endsWith('/authorizations')) return undefined
        opened += 1
        return json({ sessionToken: `s${opened}`, subject: `subject-${opened}`, subscriptions: [] })
      },
    })
    const result = await createSubscribeFlow(world.host).open(options)
    expect(result).toMatchObject({ success: false, errorCode: 'BACKEND_REJECTED' })
    expect(world.posted('/subscriptions')).toHaveLength(1)
  })
})

describe('POST /subscriptions after REJECT', () => {
  it.each([
    ['INVALID_REQUEST', 400, 'BACKEND_REJECTED', 1, {}],
    ['SUBJECT_MISMATCH', 403, 'BACKEND_REJECTED', 1, {}],
    ['SESSION_EXPIRED', 401, 'BACKEND_REJECTED', 2, {}],
    ['AUTH_CODE_SPENT', 410, 'BACKEND_REJECTED', 1, isPending],
    ['PLATFORM_UNAVAILABLE', 503, 'NETWORK', 2, isPending],
    ['RATE_LIMITED', 429, 'NETWORK', 1, isPending],
    ['UNAVAILABLE', 503, 'NETWORK', 1, isPending],
    ['SOMETHING_NEW', 418, 'SYSTEM', 2, isPending],
    ['SOMETHING_BROKEN', 500, 'NETWORK', 2, isPending],
  ])('%s (%i) that stays is %s after %i tries', async (code, status, errorCode, tries, more) => {
    const reply = backendError(status, code)
    const { world, result } = open(reject, '/subscriptions', reply, reply, reply, reply)
    expect(await result).toEqual({ success: false, errorCode, errorMessage: expect.any(String), ...more })
    expect(world.posted('/subscriptions')).toHaveLength(tries)
    expect(world.stored.size).toBe(more === isPending ? 1 : 0)
  })

  it('PLATFORM_UNAVAILABLE is tried again without a code', async () => {
    const { world, result } = open(reject, '/subscriptions', backendError(503, 'PLATFORM_UNAVAILABLE'))
    expect(await result).toMatchObject({ success: true, type: 'REJECT' })
    expect(world.codes).toHaveLength(1)
  })
})

it('a REJECT that the backend refuses leaves no panel open: there was nothing to subscribe', async () => {
  const { world, result } = open(reject, '/subscriptions', backendError(400, 'INVALID_REQUEST'))
  await result
  expect(world.panelIsOpen()).toBe(false)
  expect(world.views.map(({ state }) => state)).not.toContain('failed')
})

it('RATE_LIMITED for longer than the time-out: it does not wait', async () => {
  const { result } = open(agree, '/subscriptions', backendError(429, 'RATE_LIMITED', '10'))
  expect(await result).toMatchObject({ errorCode: 'NETWORK', pending: true })
})

it("an answer that is not a backend's, as of a wrong backendUrl: the console names the address and the answer", async () => {
  const page = { status: 404, retryAfter: null, body: '<!doctype html><title>Not found</title>' }
  const world = createWorld({
    person: agree,
    backend: ({ url }) => (url.includes('/authorizations') ? page : undefined),
  })
  const backendUrl = `${options.backendUrl}/`
  const result = createSubscribeFlow(world.host).open({ ...options, backendUrl })
  expect(await result).toMatchObject({ errorCode: 'SYSTEM' })
  expect(world.warnings).toEqual([`${options.backendUrl}/authorizations: 404.`])
})

describe('POST /authorizations', () => {
  it.each([
    ['INVALID_REQUEST', 400, 'BACKEND_REJECTED', 1],
    ['SESSION_EXPIRED', 401, 'BACKEND_REJECTED', 1],
    ['APP_NOT_ALLOWED', 403, 'INVALID_CONFIG', 1],
    ['TEMPLATE_NOT_FOUND', 404, 'INVALID_TEMPLATE_CODE', 1],
    ['REQUEST_ID_REUSED', 409, 'SYSTEM', 1],
    ['AUTH_CODE_SPENT', 410, 'BACKEND_REJECTED', 2],
    ['AUTH_CODE_EXPIRED', 410, 'BACKEND_REJECTED', 2],
    ['AUTH_CODE_INVALID', 410, 'BACKEND_REJECTED', 2],
    ['MIXED_TEMPLATE_KINDS', 422, 'INCONSISTENT_TEMPLATE_TYPE', 1],
    ['RATE_LIMITED', 429, 'NETWORK', 1],
    ['UNAVAILABLE', 503, 'NETWORK', 1],
    ['PLATFORM_UNAVAILABLE', 503, 'NETWORK', 2],
    ['SOMETHING_NEW', 418, 'SYSTEM', 2],
    ['SOMETHING_BROKEN', 500, 'NETWORK', 2],
  ])('%s (%i) that stays is %s after %i tries, with no panel and nothing kept', async (...row) => {
    const [code, status, errorCode, tries] = row
    const reply = backendError(status, code)
    const { world, result } = open(agree, '/authorizations', reply, reply, reply)
    expect(await result).toEqual({ success: false, errorCode, errorMessage: expect.any(String) })
    expect(world.posted('/authorizations')).toHaveLength(tries)
    expect([world.views, world.stored.size]).toEqual([[], 0])
  })

  it('a lost answer once: the same request again, byte for byte', async () => {
    const { world, result } = open(agree, '/authorizations', 'LOST')
    expect(await result).toMatchObject({ success: true })
    const [first, second] = world.requests.filter(({ url }) => url.endsWith('/authorizations'))
    expect(second?.body).toBe(first?.body)
  })

  it('a spent code: one new code with a new requestId', async () => {
    const { world, result } = open(agree, '/authorizations', backendError(410, 'AUTH_CODE_SPENT'))
    expect(await result).toMatchObject({ success: true })
    const [first, second] = world.posted('/authorizations')
    expect(second?.['requestId']).not.toBe(first?.['requestId'])
    expect(second?.['authCode']).not.toBe(first?.['authCode'])
  })

  it('APP_NOT_ALLOWED is INVALID_CONFIG, and the console says so', async () => {
    const { world, result } = open(agree, '/authorizations', backendError(403, 'APP_NOT_ALLOWED'))
    expect(await result).toMatchObject({ success: false, errorCode: 'INVALID_CONFIG' })
    expect(world.warnings).toHaveLength(1)
    expect(world.views).toEqual([])
  })

  it('a backend that is down is NETWORK, and the next open works', async () => {
    const world = createWorld({ person: agree, backend: answering('/authorizations', 'LOST', 'LOST') })
    const flow = createSubscribeFlow(world.host)
    expect(await flow.open(options)).toMatchObject({ success: false, errorCode: 'NETWORK' })
    expect(await flow.open(options)).toMatchObject({ success: true })
  })
})

const subscription = { subscriptionId: 's', templateCode: 'T1', type: 'AGREE', needs: 'NOTHING' }
const session = { sessionToken: 't', expiresAt: '', subject: 's', subscriptions: [] }

describe('an answer outside the contract is SYSTEM', () => {
  it.each([
    ['/subscriptions', 'a subscription without needs', { subscriptions: [{ ...subscription, needs: '' }] }],
    ['/subscriptions', 'one without id', { subscriptions: [{ ...subscription, subscriptionId: 7 }] }],
    ['/authorizations', 'a session without token', { ...session, sessionToken: '' }],
    ['/authorizations', 'a session without subject', { ...session, subject: undefined }],
    ['/authorizations', 'a session without subscriptions', { ...session, subscriptions: {} }],
  ])('%s: %s', async (path, _, body) => {
    const { result } = open(agree, path, json(body), json(body))
    expect(await result).toMatchObject({ success: false, errorCode: 'SYSTEM' })
  })

  it.each([199, 300, 304, 500])('%i, whatever its body says', async (status) => {
    const reply = json({ subscriptions: [subscription] }, status)
    const { result } = open(agree, '/subscriptions', reply, reply)
    expect(await result).toMatchObject({ success: false, pending: true })
  })

  it('a template without title', async () => {
    const body = json({ sender: {}, textVersion: '1', templates: [{ templateCode: 'T1', title: '' }] })
    const world = createWorld({
      person: agree,
      backend: ({ method }) => (method === 'GET' ? body : undefined),
    })
    const result = await createSubscribeFlow(world.host).open(options)
    expect(result).toMatchObject({
      errorCode: 'SYSTEM',
      // Neither app nor templates: it is the same for every user, but long.
      errorMessage: expect.stringMatching(/^\/templates: 200 the answer is not what the contract says\. \w/),
    })
  })
})

describe('GET /templates', () => {
  const withTemplates = (body: object) =>
    createWorld({ person: agree, backend: ({ method }) => (method === 'GET' ? json(body) : undefined) })
  const templates = [{ templateCode: 'T1', title: 'T', kind: 'LONG_TERM' }]

  it.each([
    ['no sender', { templates }, 'senderName'],
    ['no privacy notice', { sender: { name: 'S' }, templates }, 'privacyUrl'],
    [
      'a script as privacy notice',
      { sender: { name: 'S', privacyUrl: 'javascript:1' }, templates },
      'privacyUrl',
    ],
    [
      'a script that looks like an address',
      { sender: { name: 'S', privacyUrl: 'javascript://%0Aalert(1)' }, templates },
      'privacyUrl',
    ],
  ])('%s: INVALID_CONFIG names the prop', async (_, body, prop) => {
    const result = await createSubscribeFlow(withTemplates(body).host).open(options)
    expect(result).toMatchObject({
      success: false,
      errorCode: 'INVALID_CONFIG',
      errorMessage: expect.stringContaining(prop),
    })
  })

  it.each(['/privacy', 'http://s.example', 'https://s.example'])(
    '%s is a privacy notice',
    async (privacyUrl) => {
      const world = withTemplates({ sender: { name: 'S', privacyUrl }, templates })
      expect(await createSubscribeFlow(world.host).open(options)).toMatchObject({ success: true })
      expect(world.views[0]).toMatchObject({ mode: 'ask', privacyUrl })
    },
  )

  it('a template without texts is INVALID_TEMPLATE_CODE, and the message names it', async () => {
    const body = { sender: { name: 'S', privacyUrl: 'https://s.example' }, templates: [] }
    const result = await createSubscribeFlow(withTemplates(body).host).open(options)
    expect(result).toMatchObject({
      ...{ success: false, errorCode: 'INVALID_TEMPLATE_CODE' },
      errorMessage: expect.stringContaining('template T1'),
    })
  })
})

it('a request id that was used for something else is our bug, and the message says to report it', async () => {
  const { result } = open(agree, '/subscriptions', backendError(409, 'REQUEST_ID_REUSED'))
  expect(await result).toMatchObject({ errorMessage: expect.stringContaining('please report it') })
  const { result: other } = open(agree, '/subscriptions', backendError(400, 'INVALID_REQUEST'))
  expect(await other).toMatchObject({ errorMessage: expect.not.stringContaining('report') })
})

it('a message names the call and the answer, and contains no code and no token', async () => {
  const reply = backendError(400, 'INVALID_REQUEST')
  const { world, result } = open(agree, '/subscriptions', reply)
  const { errorMessage } = (await result) as { errorMessage: string }
  expect(errorMessage).toMatch(/\/subscriptions.*400 INVALID_REQUEST because INVALID_REQUEST/)
  for (const secret of [...world.codes.map(({ code }) => code), 'session-token']) {
    expect(errorMessage).not.toContain(secret)
  }
})

it('a POST has the content type JSON, and a GET has none', async () => {
  const { world, result } = open(agree, '/subscriptions')
  await result
  const types = world.requests.map(({ method, headers }) => [method, headers['content-type']])
  expect(types).toEqual([
    ['GET', undefined],
    ['POST', 'application/json'],
    ['POST', 'application/json'],
  ])
})

it('a message says why no answer came', async () => {
  const { result } = open(agree, '/authorizations', 'LOST', 'LOST')
  expect(await result).toMatchObject({ errorMessage: expect.stringContaining('connection refused') })
})

it('an answer whose code may be spent is not posted again by a timer', async () => {
  const burnt = backendError(503, 'PLATFORM_UNAVAILABLE')
  const { world, result } = open(agree, '/subscriptions', burnt, burnt)
  expect(await result).toMatchObject({ pending: true })
  await world.pass(3_600_000)
  expect(world.posted('/subscriptions')).toHaveLength(2)
  expect(world.stored.size).toBe(1)
})
