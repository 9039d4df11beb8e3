import { keepAnswer, pendingAnswers, removeAnswer } from '../../src/pending-answers'
import { createWorld } from './support'

const consent = {
  surface: 'BUILTIN',
  language: 'en',
  textVersion: '1',
  component: 'c/1',
  shownAt: '',
  answeredAt: '',
} as const

function entry(requestId: string, templateCodes: string[], owner = 'me') {
  const answers = templateCodes.map((templateCode) => ({ templateCode, type: 'AGREE' as const }))
  return { owner, requestId, answers, consent }
}

const kept = (host: Parameters<typeof pendingAnswers>[0]) =>
  pendingAnswers(host).map(({ owner, requestId, answers }) => [
    owner,
    requestId,
    answers.map(({ templateCode }) => templateCode).join(),
  ])

it('a newer answer for the same template removes the older', () => {
  const { host } = createWorld()
  keepAnswer(host, entry('r1', ['T1']))
  keepAnswer(host, entry('r2', ['T1']))
  expect(kept(host)).toEqual([['me', 'r2', 'T1']])
})

it('the other templates of the older answer stay, as another request', () => {
  const { host } = createWorld()
  keepAnswer(host, entry('r1', ['T1', 'T2']))
  keepAnswer(host, entry('r2', ['T1']))
  expect(kept(host)).toEqual([
    ['me', expect.not.stringMatching('r1'), 'T2'],
    ['me', 'r2', 'T1'],
  ])
})

it("another person's answer for the same template stays", () => {
  const { host } = createWorld()
  keepAnswer(host, entry('r1', ['T1'], 'he'))
  keepAnswer(host, entry('r2', ['T1']))
  expect(kept(host)).toEqual([
    ['he', 'r1', 'T1'],
    ['me', 'r2', 'T1'],
  ])
})

it('the last one leaves nothing in storage', () => {
  const world = createWorld()
  keepAnswer(world.host, entry('r1', ['T1']))
  removeAnswer(world.host, 'r1')
  expect(world.stored.size).toBe(0)
})

it('an answer for several templates removes an older one for any of them', () => {
  const { host } = createWorld()
  keepAnswer(host, entry('r1', ['T1']))
  keepAnswer(host, entry('r2', ['T1', 'T2']))
  expect(kept(host)).toEqual([['me', 'r2', 'T1,T2']])
})

it('is kept for 24 hours and no longer', async () => {
  const world = createWorld()
  keepAnswer(world.host, entry('r1', ['T1']))
  await world.pass(24 * 60 * 60 * 1000 - 1)
  expect(kept(world.host)).toHaveLength(1)
  await world.pass(1)
  expect(kept(world.host)).toEqual([])
})
