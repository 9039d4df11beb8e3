// Whatever happens, in whatever order: random faults, delays, people and pages against a backend that keeps the contract.
import fc from 'fast-check'
import { transitions } from '../../../src/subscribe-flow'
import { scripts, type Script } from '../model/script'
import { createModelWorld, type ModelWorld } from '../model/model-world'

const HOUR_MS = 60 * 60 * 1000

/** Of each rule; a release is worth more: RUNS=5000 npx jest any-order --selectProjects src --testTimeout 3600000. */
const numRuns = Number(process.env['RUNS'] ?? 50)

async function play(script: Script): Promise<ModelWorld> {
  const model = createModelWorld(script)
  let at = 0
  for (const { event, ms } of script.events) void model.clock.after((at += ms), () => model.happen(event))
  model.tap()
  await model.clock.run(3 * HOUR_MS)
  return model
}

const alive = ({ opened }: ModelWorld) => opened.filter(({ page }) => !page.isKilled)

const always = (rule: (model: ModelWorld, script: Script) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      rule(await play(script), script)
    }),
    { numRuns },
  )

it('every open settles, once, and only by legal steps', () =>
  always((model) => {
    expect(alive(model).filter(({ result }) => !result)).toEqual([])
    if (model.opened.every(({ page }) => !page.isKilled)) {
      expect(model.states.filter((state) => state === 'settled')).toHaveLength(model.opened.length)
    }
    const targets = new Set(Object.values(transitions).flatMap((row) => Object.values(row)))
    expect(model.states.filter((state) => !targets.has(state))).toEqual([])
  }))

it('no code is used twice or after it was refused, nothing of one person is posted for another, no secret is stored', () =>
  always((model) => {
    expect([...model.rules.violations, ...model.backend.violations]).toEqual([])
  }))

it('one answer is one request, recorded at most once, and a cancelled open submits nothing', () =>
  always((model) => {
    const answers = model.opened.filter(
      ({ isAnswered, page, result }) =>
        isAnswered && (page.isKilled || (result && (result.success || result.errorCode !== 'CANCELLED'))),
    )
    expect(model.rules.posted.size).toBeLessThanOrEqual(answers.length)
    const ids = model.backend.recorded.map(({ requestId, templateCode }) => `${requestId} ${templateCode}`)
    expect(new Set(ids).size).toBe(ids.length)
  }))

it('fresh success is what the backend has recorded, and nobody is recorded who did not answer', () =>
  always((model) => {
    for (const { result } of model.opened) {
      if (!result?.success || !result.fresh) continue
      for (const [templateCode, type] of Object.entries(result.templates)) {
        expect(model.backend.recorded).toContainEqual(expect.objectContaining({ templateCode, type }))
      }
    }
    for (const { requestId, subject } of model.backend.recorded) {
      expect(model.rules.posted.get(requestId)).toBe(subject)
    }
  }))

it('an answer that is said to be pending reaches the backend, or is kept for its person', () =>
  always((model) => {
    const pending = model.opened.some(
      ({ result, page }) => result && !result.success && result.pending && !page.isKilled,
    )
    const later = model.opened.length > 1
    if (pending && !later) {
      expect(model.stored.size + model.backend.recorded.length).toBeGreaterThan(0)
    }
  }))

it('a session older than 15 minutes at the tap still ends in one recorded answer', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 8 * 60_000, max: 599_000 }),
      fc.integer({ min: 8 * 60_000, max: 599_000 }),
      fc.constantFrom('AGREE' as const, 'REJECT' as const),
      async (deciding, onTheAuthorizationPage, fate) => {
        const model = createModelWorld({
          templates: [],
          authorizations: [],
          subscriptions: [],
          codes: [
            { fate: 'GRANT', ms: 0 },
            { fate: 'GRANT', ms: onTheAuthorizationPage },
          ],
          people: [{ fate, ms: deciding }],
        })
        model.tap()
        await model.clock.run(HOUR_MS)
        expect(model.opened[0]?.result).toMatchObject({ success: true, type: fate, fresh: true })
        expect(model.backend.recorded).toEqual([expect.objectContaining({ subject: 'A', type: fate })])
        expect(model.rules.violations).toEqual([])
      },
    ),
    { numRuns: 50 },
  ))
