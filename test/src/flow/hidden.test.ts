// Hiding the page settles nothing: the authorization page itself hides it.
import { createTown } from '../town/town'

const MINUTE_MS = 60_000

/** An open in which each step takes four seconds. */
function slowTown(fate: 'AGREE' | 'REJECT') {
  const ms = 4_000
  const step = { fate: 'OK' as const, ms }
  const code = { fate: 'GRANT' as const, ms }
  return createTown({
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
  const town = slowTown('AGREE')
  town.tap()
  await town.clock.run(ms)
  expect(town.states.at(-1)).toBe(state)
  town.opened[0]!.page.hiddenUntil = town.clock.now() + 5 * MINUTE_MS
  await town.clock.run(5 * MINUTE_MS - 1)
  expect(town.opened[0]).not.toHaveProperty('result')

  await town.clock.run(MINUTE_MS)
  expect(town.opened[0]?.result).toMatchObject({ success: true, type: 'AGREE', fresh: true })
  expect(town.backend.recorded).toEqual([expect.objectContaining({ subject: 'A', type: 'AGREE' })])
  expect([...town.rules.violations, ...town.backend.violations]).toEqual([])
})

it('a panel that is hidden for longer than personTimeoutMs is TIMEOUT when the page is shown again', async () => {
  const town = slowTown('REJECT')
  town.tap()
  await town.clock.run(10_000)
  town.opened[0]!.page.hiddenUntil = town.clock.now() + 11 * MINUTE_MS
  await town.clock.run(12 * MINUTE_MS)
  expect(town.opened[0]?.result).toMatchObject({ success: false, errorCode: 'TIMEOUT' })
  expect(town.backend.recorded).toEqual([])
})
