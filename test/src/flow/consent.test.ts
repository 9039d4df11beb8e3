import { consentText } from '../../../src/panel-view'
import { createSubscribeFlow } from '../../../src/subscribe-flow'
import type { Consent } from '../../../src/contract'
import type { SubscribeOptions } from '../../../src/options'
import { agree, createWorld, options, reject, type WorldSetup } from '../support'

it('the record holds what was on the panel, when it was shown and when it was answered', async () => {
  const world = createWorld()
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(7_000)
  world.answer(agree)
  await result
  expect(world.posted('/subscriptions')[0]?.['consent']).toEqual({
    surface: 'BUILTIN',
    language: 'en',
    textVersion: 'v1',
    text: [
      'Yummy',
      'would like to send messages to your inbox in Alipay',
      'Title T1',
      'You can stop this at any time in Alipay.',
      'Privacy notice',
      'Reject',
      'Agree',
    ],
    component: 'test/1',
    shownAt: '2026-01-02T03:04:05.000Z',
    answeredAt: '2026-01-02T03:04:12.000Z',
    sentAt: '2026-01-02T03:04:12.000Z',
  })
})

it('a panel that says when its text was painted decides when it was shown', async () => {
  let paint = (): void => undefined
  const painted = new Promise<void>((resolve) => (paint = resolve))
  const world = createWorld()
  const openPanel = world.host.openPanel.bind(world.host)
  world.host.openPanel = (view, access) => {
    const { panel, surface } = openPanel(view, access)
    return { surface, panel: { ...panel, painted } }
  }
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(2_000)
  paint()
  await world.pass(5_000)
  world.answer(agree)
  await result
  expect(world.posted('/subscriptions')[0]?.['consent']).toMatchObject({
    shownAt: '2026-01-02T03:04:07.000Z',
    answeredAt: '2026-01-02T03:04:12.000Z',
  })
})

it('of a label that changes with the ticks, the record has the one that was shown at the answer', async () => {
  const person = { type: 'ANSWERED', templates: { T1: 'AGREE' }, agreeLabel: 'Agree (1)' } as const
  const { consent } = await recordOf({ templateIds: ['T1', 'T2'] }, { person })
  expect(consent.text?.slice(-2)).toEqual(['Reject all', 'Agree (1)'])
})

it("another panel's words are not known, so the record has none", async () => {
  const world = createWorld({ person: agree, surface: 'ADAPTER' })
  await createSubscribeFlow(world.host).open(options)
  const consent = world.posted('/subscriptions')[0]?.['consent']
  expect(consent).toMatchObject({ surface: 'ADAPTER' })
  expect(consent).not.toHaveProperty('text')
})

it('a clock that is set back does not make the record contradict itself', async () => {
  const world = createWorld()
  const result = createSubscribeFlow(world.host).open(options)
  await world.idle()
  const now = world.host.clock.now.bind(world.host.clock)
  world.host.clock.now = () => now() - 3_600_000
  world.answer(agree)
  await result
  const { shownAt, answeredAt } = world.posted('/subscriptions')[0]!['consent'] as Record<string, string>
  expect(answeredAt).toBe(shownAt)
})

it('a name with a dollar sign or braces is shown as it is', async () => {
  const world = createWorld()
  void createSubscribeFlow(world.host).open({ ...options, senderName: '$& {superApp} Shop' })
  await world.idle()
  expect(world.views[0]?.title).toBe('$& {superApp} Shop')
})

it('every optional line that a panel shows is in the record, in reading order', async () => {
  const world = createWorld()
  const sender = { name: 'S', privacyUrl: 'https://s.example', transferNotice: 'Data goes abroad.' }
  const templates = [
    { templateCode: 'T1', title: 'Title', description: 'Why', example: 'Like this', kind: 'ONE_TIME' },
  ]
  const send = world.host.send.bind(world.host)
  world.host.send = (request) =>
    request.method === 'GET'
      ? Promise.resolve({
          status: 200,
          body: JSON.stringify({ sender, textVersion: '1', templates }),
        })
      : send(request)
  void createSubscribeFlow(world.host).open(options)
  await world.idle()
  expect(consentText(world.views[0]!).slice(2, 7)).toEqual([
    'Title',
    'Why',
    'Example',
    'Like this',
    'Data goes abroad.',
  ])
})

/** The record of an open that ends with the given answer. */
async function recordOf(how: Partial<SubscribeOptions>, setup: WorldSetup = {}) {
  const world = createWorld({ person: agree, ...setup })
  await createSubscribeFlow(world.host).open({ ...options, ...how })
  return { world, consent: world.posted('/subscriptions')[0]?.['consent'] as Consent }
}

it('answeredAt is when the panel was answered, however long the authorization page took', async () => {
  let calls = 0
  let grant: () => void = () => undefined
  const world = createWorld({
    getAuthCode: (call) => {
      calls += 1
      grant = () => call.success({ authCode: `c${calls}` })
      if (calls === 1) grant()
    },
  })
  const result = createSubscribeFlow(world.host).open(options)
  await world.pass(3_000)
  world.answer(agree)
  await world.pass(300_000)
  grant()
  await result
  expect(world.posted('/subscriptions')[0]?.['consent']).toMatchObject({
    shownAt: '2026-01-02T03:04:05.000Z',
    answeredAt: '2026-01-02T03:04:08.000Z',
  })
})

it.each([
  ['zh_CN', 'zh-CN'],
  ['zh-Hant-TW', 'zh-HK'],
  ['fr', 'en'],
])('language is the language of the words: %s is recorded as %s', async (language, recorded) => {
  const { consent } = await recordOf({ language })
  expect(consent.language).toBe(recorded)
})

it("with the caller's words, language is the caller's, and the record holds those words", async () => {
  const { consent } = await recordOf({ language: 'fr', texts: { agree: 'Accepter', reject: 'Refuser' } })
  expect(consent.language).toBe('fr')
  expect(consent.text?.slice(-2)).toEqual(['Refuser', 'Accepter'])
})

it('the version of words from the props says that they are from the props', async () => {
  const { consent } = await recordOf({
    senderName: 'Shop',
    privacyUrl: 'https://shop.example/p',
    templates: [{ templateCode: 'T1', title: 'Own title', kind: 'ONE_TIME' }],
  })
  expect(consent.textVersion).toBe('props')
  expect(consent.text).toContain('Own title')
})

it('several templates: the record has all that were shown, in order, also those that were rejected', async () => {
  const { consent } = await recordOf({ templateIds: ['T1', 'T2'] })
  expect(consent.text?.slice(2, 4)).toEqual(['Title T1', 'Title T2'])
  expect(consent.text?.slice(-2)).toEqual(['Reject all', 'Agree'])
})

it('a withdrawal has the words of the panel it was made on', async () => {
  const { consent } = await recordOf(
    { manage: true },
    { person: reject, needs: { T1: { type: 'AGREE', needs: 'NOTHING' } } },
  )
  expect(consent.text).toEqual([
    'Yummy',
    'sends these messages to your inbox in Alipay',
    'Title T1',
    'You can stop this at any time in Alipay.',
    'Privacy notice',
    'Stop',
    'Keep',
  ])
})

it('the record has what the panel was given, word for word', async () => {
  const { world, consent } = await recordOf({})
  expect(consent.text).toEqual(consentText(world.views[0]!))
})
