import fc from 'fast-check'

const MINUTE = 60_000

/** What becomes of one request, code or question, and after how long; then of the next. */
export interface Script {
  templates: { fate: RequestFate; ms: number }[]
  authorizations: { fate: RequestFate; ms: number }[]
  subscriptions: { fate: RequestFate; ms: number }[]
  codes: { fate: CodeFate; ms: number }[]
  people: { fate: PersonFate; ms: number }[]
  /** Each so long after the one before. */
  events: { event: PageEvent; ms: number }[]
}

const requestFates = [
  'LOST_REQUEST',
  'LOST_ANSWER',
  'SILENT_REQUEST',
  'SILENT_ANSWER',
  'GARBAGE_INSTEAD',
  'GARBAGE_AFTERWARDS',
  '400 INVALID_REQUEST',
  '401 SESSION_EXPIRED',
  '403 SUBJECT_MISMATCH',
  '403 APP_NOT_ALLOWED',
  '404 TEMPLATE_NOT_FOUND',
  '409 REQUEST_ID_REUSED',
  '410 AUTH_CODE_SPENT',
  '422 MIXED_TEMPLATE_KINDS',
  '429 RATE_LIMITED',
  '503 PLATFORM_UNAVAILABLE',
  '500 BROKEN',
] as const
const codeFates = ['DENY', 'BACK', 'NETWORK', 'PARTIAL', 'NEVER', 'TWICE', 'FAIL_AND_GRANT'] as const
const personFates = ['AGREE', 'REJECT', 'CLOSE', 'AGREE_THEN_REJECT', 'CLOSE_THEN_AGREE', 'NEVER'] as const
const pageEvents = [
  'CANCEL',
  'UNMOUNT',
  'KILL',
  'HIDE',
  'TAP',
  'TAP_OTHER',
  'TAP_WITH_CODE',
  'MANAGE',
  'SWITCH_PERSON',
  'SWITCH_AND_TAP',
  'CANCEL_AND_TAP',
] as const

export type RequestFate = 'OK' | (typeof requestFates)[number]
export type CodeFate = 'GRANT' | (typeof codeFates)[number]
export type PersonFate = (typeof personFates)[number]
export type PageEvent = (typeof pageEvents)[number]

const soon = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 15_000 }))
const whenever = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  soon,
  fc.integer({ min: 0, max: 11 * MINUTE }),
)
const mostly = <T, U>(usual: T, others: readonly U[]): fc.Arbitrary<T | U> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<T | U>(usual) },
    { weight: 2, arbitrary: fc.constantFrom<T | U>(...others) },
  )

/** Faults come in rows: a backend that is down once is down twice. */
const requests = (maxLength: number) =>
  fc
    .array(fc.record({ fate: mostly('OK' as const, requestFates), ms: soon, times: fc.nat(3) }), {
      maxLength,
    })
    .map((list) => list.flatMap(({ times, ...one }) => Array.from({ length: times + 1 }, () => one)))

export const scripts: fc.Arbitrary<Script> = fc.record({
  templates: requests(1),
  authorizations: requests(2),
  subscriptions: requests(4),
  codes: fc.array(fc.record({ fate: mostly('GRANT' as const, codeFates), ms: whenever }), { maxLength: 6 }),
  people: fc.array(fc.record({ fate: mostly('AGREE' as const, personFates), ms: whenever }), {
    maxLength: 4,
  }),
  events: fc.array(fc.record({ event: fc.constantFrom(...pageEvents), ms: whenever }), { maxLength: 5 }),
})
