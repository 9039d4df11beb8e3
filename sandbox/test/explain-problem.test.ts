import Type, { type TSchema } from 'typebox'
import { FaultSpec } from '../src/faults/faults.js'
import { explainProblem } from '../src/explain-problem.js'
import { SeedInput } from '../src/state/seed.js'
import { SettingsChange } from '../src/state/settings.js'
import { MessageFilter } from '../src/superapp/inbox.js'
import { AutoAnswerChange } from '../src/control/behaviour-routes.js'

test.each<[string, TSchema, unknown, string]>([
  [
    'an unknown name that is nearly a known one',
    SettingsChange,
    { freshnessSecond: 7 },
    'freshnessSecond: unknown setting; did you mean freshnessSeconds?',
  ],
  [
    'a name in another case',
    MessageFilter,
    { requestID: 'x' },
    'requestID: unknown field; did you mean requestId?',
  ],
  [
    'a name like no other',
    AutoAnswerChange,
    { xyz: 1 },
    'xyz: unknown field; there are authorization, refusedScopes, panel',
  ],
  [
    'a figure that is too small',
    SettingsChange,
    { freshnessSeconds: 0 },
    'freshnessSeconds: 0 is not allowed; it must be an integer of at least 1',
  ],
  [
    'a figure outside both ends',
    SettingsChange,
    { failureHttpStatus: 99 },
    'failureHttpStatus: 99 is not allowed; it must be an integer of 200 to 599',
  ],
  [
    'another type',
    SettingsChange,
    { idempotentSend: 'no' },
    'idempotentSend: "no" is not allowed; it must be true or false',
  ],
  [
    'a choice that is nearly one',
    SettingsChange,
    { subscriptionSource: 'Merchant' },
    'subscriptionSource: "Merchant" is not allowed; it must be one of "merchant", "official-panel"; did you mean "merchant"?',
  ],
  [
    'a choice, or null',
    AutoAnswerChange,
    { panel: 'yes' },
    'panel: "yes" is not allowed; it must be one of "AGREE", "REJECT", "cancel", "mask", "back", "never", or null',
  ],
  ['a missing name', FaultSpec, {}, 'effect: it is missing; it must be one of "delay", "cut", '],
  [
    'a place deep inside',
    SeedInput,
    { users: [{ userId: 'U', name: { en: 1 }, nickName: '', language: 'en' }] },
    'users[0].name.en: 1 is not allowed; it must be a text',
  ],
  [
    'an unknown name deep inside',
    SeedInput,
    { settings: { freshSeconds: 1 } },
    'settings.freshSeconds: unknown setting; did you mean freshnessSeconds?',
  ],
  [
    'an empty list',
    SeedInput,
    { users: [] },
    'users: [] is not allowed; it must be a list of at least 1 entries',
  ],
  [
    'a time that is none',
    MessageFilter,
    { after: 'yesterday' },
    'after: "yesterday" is not allowed; it must be a text such as 2026-11-20T04:00:00Z',
  ],
  [
    'a time without an offset',
    MessageFilter,
    { after: '2026-11-20T04:00:00' },
    'after: "2026-11-20T04:00:00"',
  ],
  ['something else altogether', SettingsChange, 7, 'the whole: 7 is not allowed; it must be an object'],
])('%s: field, value and what is allowed are named', (_what, schema, value, words) => {
  expect(explainProblem(schema, value)).toContain(words)
})

test('a long value is cut, and one that may be secret is not shown', () => {
  const schema = Type.Object({ note: Type.Integer(), accessToken: Type.Integer() })
  const long = explainProblem(schema, { note: 'x'.repeat(1000), accessToken: 1 })
  expect(long!.length).toBeLessThan(200)
  expect(explainProblem(schema, { note: 1, accessToken: 'T0P' })).toBe(
    'accessToken: its value is not allowed; it must be an integer',
  )
})

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a field called %s is as unknown as any other',
  (name) => {
    const value = JSON.parse(`{"freshnessSeconds":300,"${name}":1}`) as object
    expect(explainProblem(SettingsChange, value)).toContain(`${name}: unknown setting`)
  },
)

test('what is right has no problem', () => {
  expect(explainProblem(SettingsChange, { freshnessSeconds: 7 })).toBeUndefined()
  expect(explainProblem(MessageFilter, { after: '2026-11-20T12:00:00.5+08:00' })).toBeUndefined()
  expect(explainProblem(MessageFilter, { after: '2026-11-20' })).toBeUndefined()
})
