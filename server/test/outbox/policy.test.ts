import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  defaultExpiresAfterMs,
  endOf,
  endOfRefresh,
  endsWhen,
  nextStep,
  policy,
  retryDelayMs,
  type End,
  type EndKind,
  type NextStep,
} from '../../src/outbox/policy.js'
import { describeCode } from '../../src/platform/outcomes.js'

const claim = { retries: 0, expiresAt: defaultExpiresAfterMs, wasUnknown: false }
const at = { now: 1_000, random: 0.5, isWanted: true, isAuthorized: false }

const rejected = (code: string): End =>
  endOf({ outcome: 'REJECTED', code, message: 'm', ...describeCode(code) })
const ofKind = (kind: EndKind): End => ({ kind, code: kind, detail: null })
const unknown: End = endOf({ outcome: 'UNKNOWN', reason: 'TIMEOUT', message: 'm', remedy: 'r' })

test('SENT finishes with the platform’s messageId', () => {
  const ended = endOf({ outcome: 'SENT', accepted: false, data: { messageId: 'm1' } })
  expect(nextStep(claim, ended, at)).toMatchObject({ then: 'FINISH', outcome: 'SENT', messageId: 'm1' })
})

test('a final no finishes as REJECTED, with code and remedy', () => {
  const ended = rejected('TEMPLATE_NOT_EXIST')
  expect(ended).toMatchObject({
    code: 'TEMPLATE_NOT_EXIST',
    detail: expect.stringContaining('Template Library'),
  })
  expect(nextStep(claim, ended, at)).toMatchObject({ then: 'FINISH', outcome: 'REJECTED' })
})

test.each([
  ['Parameter illegal', 'Parameter illegal. Mend it.'],
  ['Parameter illegal.', 'Parameter illegal. Mend it.'],
  ['参数有误。', '参数有误。 Mend it.'],
  ['', 'Mend it.'],
])('what the platform says (%p) stands before the remedy, with one full stop', (message, detail) => {
  const ended = endOf({ outcome: 'REJECTED', retryable: false, code: 'X', message, remedy: 'Mend it.' })
  expect(ended.detail).toBe(detail)
})

test('UNKNOWN is tried again by the schedule', () => {
  expect(nextStep(claim, unknown, at)).toEqual({ then: 'RETRY', dueAt: 3_000, isCharged: true })
})

test('too many requests slow down instead of failing', () => {
  expect(nextStep(claim, rejected('REQUEST_TRAFFIC_EXCEED_LIMIT'), at)).toMatchObject({ then: 'RETRY' })
})

test('a dead access token is tried again at once', () => {
  expect(nextStep(claim, rejected('EXPIRED_ACCESS_TOKEN'), at)).toEqual({
    then: 'RETRY',
    dueAt: 1_000,
    isCharged: false,
  })
})

test('a no after an unknown end stays UNKNOWN: the first attempt may have arrived', () => {
  const step = nextStep({ ...claim, wasUnknown: true }, rejected('PARAM_ILLEGAL'), at)
  expect(step).toMatchObject({ then: 'FINISH', outcome: 'UNKNOWN' })
})

describe('after a withdrawal nothing is tried again:', () => {
  const withdrawn = { ...at, isWanted: false }
  test('what never left is PURGED', () => {
    expect(nextStep(claim, ofKind('TOKEN_BUSY'), withdrawn)).toMatchObject({
      then: 'FINISH',
      outcome: 'PURGED',
    })
  })
  test('what may have arrived is UNKNOWN', () => {
    expect(nextStep(claim, unknown, withdrawn)).toMatchObject({ then: 'FINISH', outcome: 'UNKNOWN' })
  })
  test('what was sent is SENT', () => {
    const ended = endOf({ outcome: 'SENT', accepted: true, data: {} })
    expect(nextStep(claim, ended, withdrawn)).toMatchObject({ then: 'FINISH', outcome: 'SENT' })
  })
  test('also when the user has agreed anew since the attempt saw it', () => {
    expect(nextStep(claim, ofKind('WITHDRAWN'), at)).toMatchObject({ then: 'FINISH', outcome: 'PURGED' })
  })
})

describe('when its time is over it is given up:', () => {
  const late = { ...at, now: defaultExpiresAfterMs }
  test('as UNKNOWN if it may have arrived', () => {
    expect(nextStep(claim, unknown, late)).toMatchObject({ then: 'FINISH', outcome: 'UNKNOWN' })
  })
  test('and nothing is due later than that', () => {
    const soon = { ...claim, expiresAt: at.now + 1_000 }
    expect(nextStep(soon, unknown, at)).toMatchObject({ then: 'RETRY', dueAt: soon.expiresAt })
  })
  test('as EXPIRED if it never left', () => {
    expect(nextStep(claim, ofKind('AUTHORIZATION_NEEDED'), late)).toMatchObject({
      then: 'FINISH',
      outcome: 'EXPIRED',
    })
  })
})

test('waits grow, differ by up to a fifth, and spread at least 8 attempts over 72 hours', () => {
  expect([1, 2, 3].map((attempts) => retryDelayMs(attempts, 0.5))).toEqual([2_000, 10_000, 30_000])
  expect([0, 1].map((random) => retryDelayMs(2, random))).toEqual([8_000, 12_000])
  let [elapsed, attempts] = [0, 0]
  while (elapsed < defaultExpiresAfterMs) elapsed += retryDelayMs((attempts += 1), 0.5)
  expect(attempts).toBeGreaterThanOrEqual(8)
  expect(attempts).toBeLessThan(20)
})

test.each([
  ['TIMEOUT', 'REFRESH'],
  ['HTTP_STATUS', 'REFRESH'],
  ['PLATFORM', 'REFRESH'],
  ['UNVERIFIED', 'SIGNATURE'],
] as const)(
  'a token refresh that ends with %s counts for %s, and the message has not been sent',
  (reason, breaker) => {
    const end = endOfRefresh({ outcome: 'UNKNOWN', reason, message: 'm', remedy: 'r' })
    expect(policy[end.kind]).toMatchObject({ outcome: 'NOT_SENT', breaker })
    expect(nextStep(claim, end, at)).toMatchObject({ then: 'RETRY' })
  },
)

describe('what is not the message’s fault is not counted against it:', () => {
  test('an answer that can’t be believed', () => {
    const ended = endOf({ outcome: 'UNKNOWN', reason: 'UNVERIFIED', message: 'm', remedy: 'r' })
    expect(ended).toMatchObject({ kind: 'UNVERIFIED' })
    expect(nextStep(claim, ended, at)).toMatchObject({ then: 'RETRY', isCharged: false })
  })
  test.each(['SIGNATURE_INVALID', 'TIMESTAMP_INVALID', 'KEY_NOT_FOUND', 'CLIENT_INVALID'])(
    '%s: the merchant’s keys or clock have to be mended, and then it is sent',
    (code) => {
      expect(rejected(code)).toMatchObject({ kind: 'MERCHANT_REFUSED' })
      expect(nextStep(claim, rejected(code), at)).toMatchObject({ then: 'RETRY', isCharged: false })
    },
  )
})

test('without a token it waits for one, and where one came meanwhile it is tried at once', () => {
  const end = ofKind('AUTHORIZATION_NEEDED')
  expect(nextStep(claim, end, at)).toMatchObject({ then: 'RETRY', dueAt: claim.expiresAt, isCharged: false })
  expect(nextStep(claim, end, { ...at, isAuthorized: true })).toMatchObject({ dueAt: at.now })
})

describe('Retry-After', () => {
  const asking = (retryAfterMs: number): End => ({ ...unknown, retryAfterMs })
  test('makes a wait longer', () => {
    expect(nextStep(claim, asking(60_000), at)).toMatchObject({ dueAt: 61_000 })
  })
  test('never shorter than the schedule', () => {
    expect(nextStep(claim, asking(1), at)).toMatchObject({ dueAt: 3_000 })
  })
  test('is believed for an hour at most', () => {
    expect(nextStep(claim, asking(1e12), at)).toMatchObject({ dueAt: 3_601_000 })
  })
})

describe('docs/reliability.md', () => {
  const wordsOf = (step: NextStep): string => {
    if (step.then === 'FINISH') {
      const credit = { SPENT: 'spent', GIVEN_BACK: 'given back', ENDED: 'ended with the consent' }[
        step.credit
      ]
      return `${step.outcome}, credit ${credit}`
    }
    if (step.dueAt === claim.expiresAt) return 'waits until the user authorizes again'
    const when = step.dueAt === at.now ? 'again at once' : `again in ${(step.dueAt - at.now) / 1_000} s`
    return step.isCharged ? `${when}, then by the schedule` : when
  }
  const breakers = { WELL: 'closes all', SILENT: 'says nothing' } as Partial<Record<string, string>>
  const rows = Object.entries(policy).map(([kind, { outcome, breaker, isTooFast }]) => {
    const end = ofKind(kind as EndKind)
    return [
      ...[`\`${kind}\``, endsWhen[kind as EndKind], outcome, wordsOf(nextStep(claim, end, at))],
      wordsOf(nextStep({ ...claim, wasUnknown: true }, end, at)),
      wordsOf(nextStep(claim, end, { ...at, isWanted: false })),
      wordsOf(nextStep(claim, end, { ...at, now: defaultExpiresAfterMs })),
      `${breakers[breaker] ?? `counts for ${breaker}`}${isTooFast ? ', pace halved' : ''}`,
    ]
  })
  const heads = [
    ...['end', 'when', 'timeline', 'then', 'then, if an earlier attempt may have arrived'],
    ...['then, if the user withdrew', 'then, if its time is over', 'breaker'],
  ]
  const table = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

  test('says of every end what the policy does (WRITE_DOCS=1 writes it)', () => {
    const file = join(__dirname, '../../../docs/reliability.md')
    const page = readFileSync(file, 'utf8')
    const printed = page.replace(
      /(<!-- policy -->\n)[^]*(\n<!-- \/policy -->)/,
      (_all, before: string, after: string) => before + table + after,
    )
    if (process.env.WRITE_DOCS === '1') writeFileSync(file, printed)
    expect(page).toContain('<!-- policy -->')
    expect(readFileSync(file, 'utf8')).toBe(printed)
  })
})
