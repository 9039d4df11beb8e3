// Hiding the page settles nothing: the authorization page itself hides it.
import { createModelWorld } from '../model/model-world'

const MINUTE_MS = 60_000

/** An open in which each step takes four seconds. */
function slowTown(fate: 'AGREE' | 'REJECT') {
  const ms = 4_000
  const step = { fate: 'OK' as const, ms }
  const code = { fate: 'GRANT' as const, ms }
  return createModelWorld({
    templates: [step],
    authorizations: [step],
    subscriptions: [step],
    codes: [code, code],
    people: [{ fate, ms }],
  })
}

it.each([
  ['the first code is asked for', 2_000, 'authorizing'],
  ['the session is made', 6_000, 'authorizing'],
  ['the panel is open', 10_000, 'asking'],
  ['the second code is asked for', 14_000, 'submitting'],
  ['the answer is on its way', 18_000, 'submitting'],
])('hidden for five minutes while %s, it ends in one recorded answer', async (_, ms, state) => {
  const model = slowTown('AGREE')
  model.tap()
  await model.clock.run(ms)
  expect(model.states.at(-1)).toBe(state)
  model.opened[0]!.page.hiddenUntil = model.clock.now() + 5 * MINUTE_MS
  await model.clock.run(5 * MINUTE_MS - 1)
  expect(model.opened[0]).not.toHaveProperty('result')

  await model.clock.run(MINUTE_MS)
  expect(model.opened[0]?.result).toMatchObject({ success: true, type: 'AGREE', fresh: true })
  expect(model.backend.recorded).toEqual([expect.objectContaining({ subject: 'A', type: 'AGREE' })])
  expect([...model.rules.violations, ...model.backend.violations]).toEqual([])
})

it('a panel that is hidden for longer than personTimeoutMs is TIMEOUT when the page is shown again', async () => {
  const model = slowTown('REJECT')
  model.tap()
  await model.clock.run(10_000)
  model.opened[0]!.page.hiddenUntil = model.clock.now() + 11 * MINUTE_MS
  await model.clock.run(12 * MINUTE_MS)
  expect(model.opened[0]?.result).toMatchObject({ success: false, errorCode: 'TIMEOUT' })
  expect(model.backend.recorded).toEqual([])
})
