import { consentText } from '../../../src/consent-text'
import { createSubscribeFlow } from '../../../src/flow/subscribe-flow'
import { agree, createWorld, options } from '../support'

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
      'Messages from Yummy',
      'Yummy would like to send you messages to your inbox in Alipay:',
      'Title T1',
      'You can stop this at any time in Alipay.',
      'Privacy notice',
      'Reject',
      'Agree',
    ],
    component: 'test/1',
    shownAt: '2026-01-02T03:04:05.000Z',
    answeredAt: '2026-01-02T03:04:12.000Z',
  })
})

it("another panel's words are not known, so the record has none", async () => {
  const world = createWorld({ person: agree, host: { surface: () => 'ADAPTER' } })
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
  const { shownAt, answeredAt } = world.posted('/subscriptions')[0]?.['consent'] as Record<string, string>
  expect(answeredAt).toBe(shownAt)
})

it('a name with a dollar sign or braces is shown as it is', async () => {
  const world = createWorld()
  void createSubscribeFlow(world.host).open({ ...options, senderName: '$& {superApp} Shop' })
  await world.idle()
  expect(world.views[0]?.title).toBe('Messages from $& {superApp} Shop')
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
          headers: {},
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
