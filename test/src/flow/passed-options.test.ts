import { createSubscribeFlow } from '../../../src/subscribe-flow'
import type { Bridge } from '../../../src/host'
import { agree, closed, createWorld, options } from '../support'

describe('what the caller passes', () => {
  it('a passed site applies to that open only', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open({ ...options, customerBelongsTo: 'GCASH' })
    await flow.open(options)
    const sites = world.posted('/authorizations').map(({ customerBelongsTo }) => customerBelongsTo)
    expect(sites).toEqual(['GCASH', 'ALIPAY_CN'])
  })

  it('is encoded in the query, below the address without its last slashes', async () => {
    const world = createWorld({ person: closed })
    const odd = { ...options, backendUrl: 'https://shop.example/api//', appId: 'A&B=1 ü' }
    await createSubscribeFlow(world.host).open(odd)
    expect(world.requests.map(({ url }) => url.split('&customerBelongsTo')[0])).toEqual([
      'https://shop.example/api/templates?appId=A%26B%3D1%20%C3%BC',
      'https://shop.example/api/authorizations',
    ])
  })

  it.each([
    ['senderName', { privacyUrl: 'https://own.example', senderName: undefined }],
    ['privacyUrl', { senderName: 'Own', privacyUrl: undefined }],
  ])('without %s the backend is asked, and what was passed overrides what it serves', async (_, part) => {
    const world = createWorld({ person: closed })
    const templates = [{ templateCode: 'T1', title: 'Own title', kind: 'ONE_TIME' as const }]
    await createSubscribeFlow(world.host).open({ ...options, templates, ...part } as never)
    expect(world.views[0]).toMatchObject({
      title: part.senderName ?? 'Yummy',
      privacyUrl: part.privacyUrl ?? 'https://shop.example/privacy',
      templates: [{ title: 'Own title' }],
    })
  })

  it('a site without a name is called an app, and an unknown language becomes English', async () => {
    const world = createWorld({ person: closed, host: { language: () => undefined } })
    await createSubscribeFlow(world.host).open({ ...options, customerBelongsTo: 'NEW_WALLET' })
    expect(world.views[0]).toMatchObject({
      language: 'en',
      howToStop: 'You can stop this at any time in your app.',
    })
    expect(world.requests.find(({ method }) => method === 'GET')?.url).toMatch(/language=en$/)
  })

  it('appId, site and the first code are used, and their JSAPIs not called', async () => {
    const world = createWorld({ person: agree })
    const bridge = world.host.bridge() as { getAppIdSync: unknown; getSiteInfo: unknown }
    bridge.getAppIdSync = bridge.getSiteInfo = () => {
      throw new Error('called')
    }
    const passed = { ...options, appId: 'OWN', customerBelongsTo: 'GCASH', authCode: 'given' }
    await createSubscribeFlow(world.host).open(passed)
    expect(world.posted('/authorizations')[0]).toMatchObject({
      appId: 'OWN',
      customerBelongsTo: 'GCASH',
      authCode: 'given',
    })
    // Outside AlipayCN the second code has a scope of its own.
    expect(world.codes.map(({ scopes }) => scopes)).toEqual([['SEND_MESSAGE']])
  })

  it('a passed code serves the first open only', async () => {
    const world = createWorld({ person: closed })
    const flow = createSubscribeFlow(world.host)
    await flow.open({ ...options, authCode: 'given' })
    await flow.open({ ...options, authCode: 'given' })
    const codes = world.posted('/authorizations').map(({ authCode }) => authCode)
    expect(codes).toEqual(['given', world.codes[0]?.code])
  })

  it('extra headers go with every call, the session token only with the subscription', async () => {
    const world = createWorld({ person: agree })
    await createSubscribeFlow(world.host).open({ ...options, headers: { 'x-shop': '7' } })
    expect(world.requests.map(({ headers }) => headers['x-shop'])).toEqual(['7', '7', '7'])
    expect(world.requests.map(({ headers }) => headers['authorization'])).toEqual([
      undefined,
      undefined,
      'Bearer session-token',
    ])
    const everywhere =
      JSON.stringify(world.requests.map(({ url, body }) => [url, body])) + [...world.stored.values()].join()
    expect(everywhere).not.toContain('session-token')
  })

  it('texts, templates and sender in the props need nothing from GET /templates', async () => {
    const world = createWorld()
    void createSubscribeFlow(world.host).open({
      ...options,
      senderName: 'Shop',
      privacyUrl: 'https://shop.example/p',
      templates: [{ templateCode: 'T1', title: 'Own title', kind: 'ONE_TIME' }],
      texts: { agree: 'Yes please' },
      language: 'de',
    })
    await world.idle()
    expect(world.requests.filter(({ method }) => method === 'GET')).toEqual([])
    expect(world.views[0]).toMatchObject({
      title: 'Shop',
      agreeLabels: ['Yes please'],
      language: 'de',
      templates: [{ title: 'Own title' }],
    })
  })
})

it('the texts of one of two templates are not enough: the backend is asked', async () => {
  const world = createWorld({ person: closed })
  const templates = [{ templateCode: 'T1', title: 'Own title', kind: 'ONE_TIME' as const }]
  const sender = { senderName: 'Own', privacyUrl: 'https://own.example' }
  await createSubscribeFlow(world.host).open({
    ...{ ...options, ...sender, templates },
    templateIds: ['T1', 'T2'],
  })
  expect(world.requests.filter(({ method }) => method === 'GET')).toHaveLength(1)
})

it('a passed code serves the first open only, however many opens follow', async () => {
  const world = createWorld({ person: closed })
  const flow = createSubscribeFlow(world.host)
  for (let opened = 0; opened < 3; opened += 1) await flow.open({ ...options, authCode: 'given' })
  const codes = world.posted('/authorizations').map(({ authCode }) => authCode)
  expect(codes).toEqual(['given', ...world.codes.map(({ code }) => code)])
})

it.each<[string, Bridge | undefined, RegExp]>([
  ['no bridge', undefined, /my\.getAuthCode.*prop bridge/],
  ['a bridge without getAuthCode', { getAppIdSync: () => ({ appId: 'A' }) }, /my\.getAuthCode.*prop bridge/],
  ['no getAppIdSync', { getAuthCode: () => undefined }, /my\.getAppIdSync.*prop appId/],
  [
    'no getSiteInfo',
    { getAuthCode: () => undefined, getAppIdSync: () => 'A' },
    /my\.getSiteInfo.*prop customerBelongsTo/,
  ],
  [
    'a getSiteInfo that says nothing',
    {
      ...{ getAuthCode: () => undefined, getAppIdSync: () => 'A' },
      getSiteInfo: (call) => call.success?.({}),
    },
    /my\.getSiteInfo.*prop customerBelongsTo/,
  ],
])('%s is UNAVAILABLE and names what replaces it', async (_, bridge, names) => {
  const world = createWorld({ person: agree, bridge })
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(2_000)
  expect(await result).toMatchObject({ errorCode: 'UNAVAILABLE', errorMessage: expect.stringMatching(names) })
})
