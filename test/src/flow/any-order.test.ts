// Whatever happens, in whatever order: random faults, delays, people and pages against a backend that keeps the contract.
import fc from 'fast-check'
import { transitions } from '../../../src/flow/transitions'
import { scripts, type Script } from '../town/script'
import { createTown, type Town } from '../town/town'

const HOUR_MS = 60 * 60 * 1000

async function play(script: Script): Promise<Town> {
  const town = createTown(script)
  let at = 0
  for (const { event, ms } of script.events) void town.clock.after((at += ms), () => town.happen(event))
  town.tap()
  await town.clock.run(3 * HOUR_MS)
  return town
}

const alive = ({ opened }: Town) => opened.filter(({ page }) => !page.isKilled)

const always = (rule: (town: Town, script: Script) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      rule(await play(script), script)
    }),
    { numRuns: 500 },
  )

it('every open settles once, and only by allowed steps', () =>
  always((town) => {
    expect(alive(town).filter(({ result }) => !result)).toEqual([])
    if (town.opened.every(({ page }) => !page.isKilled)) {
      expect(town.states.filter((state) => state === 'settled')).toHaveLength(town.opened.length)
    }
    const targets = new Set(Object.values(transitions).flatMap((row) => Object.values(row)))
    expect(town.states.filter((state) => !targets.has(state))).toEqual([])
  }))

it('no code is used twice or after it was refused, nothing of one person is posted for another, no secret is stored', () =>
  always((town) => {
    expect([...town.rules.violations, ...town.backend.violations]).toEqual([])
  }))

it('one answer is one request, recorded at most once, and a cancelled open submits nothing', () =>
  always((town) => {
    const answers = town.opened.filter(
      ({ isAnswered, page, result }) =>
        isAnswered && (page.isKilled || (result && (result.success || result.errorCode !== 'CANCELLED'))),
    )
    expect(town.rules.posted.size).toBeLessThanOrEqual(answers.length)
    const ids = town.backend.recorded.map(({ requestId, templateCode }) => `${requestId} ${templateCode}`)
    expect(new Set(ids).size).toBe(ids.length)
  }))

it('a fresh success is recorded in the backend, and nobody who did not answer is recorded', () =>
  always((town) => {
    for (const { result } of town.opened) {
      if (!result?.success || !result.fresh) continue
      for (const [templateCode, type] of Object.entries(result.templates)) {
        expect(town.backend.recorded).toContainEqual(expect.objectContaining({ templateCode, type }))
      }
    }
    for (const { requestId, subject } of town.backend.recorded) {
      expect(town.rules.posted.get(requestId)).toBe(subject)
    }
  }))

it('an answer reported as pending reaches the backend, or is kept for the person who gave it', () =>
  always((town) => {
    const pending = town.opened.some(
      ({ result, page }) => result && !result.success && result.pending && !page.isKilled,
    )
    const later = town.opened.length > 1
    if (pending && !later) {
      expect(town.stored.size + town.backend.recorded.length).toBeGreaterThan(0)
    }
  }))

it('a session older than 15 minutes at the tap still ends in one recorded answer', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 8 * 60_000, max: 599_000 }),
      fc.integer({ min: 8 * 60_000, max: 599_000 }),
      fc.constantFrom('AGREE' as const, 'REJECT' as const),
      async (deciding, onTheAuthorizationPage, fate) => {
        const town = createTown({
          templates: [],
          authorizations: [],
          subscriptions: [],
          codes: [
            { fate: 'GRANT', ms: 0 },
            { fate: 'GRANT', ms: onTheAuthorizationPage },
          ],
          people: [{ fate, ms: deciding }],
        })
        town.tap()
        await town.clock.run(HOUR_MS)
        expect(town.opened[0]?.result).toMatchObject({ success: true, type: fate, fresh: true })
        expect(town.backend.recorded).toEqual([expect.objectContaining({ subject: 'A', type: fate })])
        expect(town.rules.violations).toEqual([])
      },
    ),
    { numRuns: 50 },
  ))
