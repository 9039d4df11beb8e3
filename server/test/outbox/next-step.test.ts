import { endOf, type Ended } from '../../src/outbox/ended.js'
import { nextStep } from '../../src/outbox/next-step.js'
import { deadlineMs, retryDelayMs } from '../../src/outbox/retry-schedule.js'
import { describeCode } from '../../src/platform/result-codes.js'

const claim = { retries: 0, queuedAt: 0, wasUnknown: false }
const at = { now: 1_000, random: 0.5, isWanted: true }

const rejected = (code: string): Ended =>
  endOf({ outcome: 'REJECTED', code, message: 'm', ...describeCode(code) })
const unknown: Ended = endOf({ outcome: 'UNKNOWN', reason: 'TIMEOUT', message: 'm', remedy: 'r' })

test('SENT finishes with the platform’s messageId', () => {
  const ended = endOf({ outcome: 'SENT', accepted: false, data: { messageId: 'm1' } })
  expect(nextStep(claim, ended, at)).toEqual({ then: 'FINISH', outcome: 'SENT', messageId: 'm1' })
})

test('a final no finishes as REJECTED, with code and remedy', () => {
  const ended = rejected('TEMPLATE_NOT_EXIST')
  expect(ended).toMatchObject({
    code: 'TEMPLATE_NOT_EXIST',
    detail: expect.stringContaining('Template Library'),
  })
  expect(nextStep(claim, ended, at)).toEqual({ then: 'FINISH', outcome: 'REJECTED' })
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
  expect(step).toEqual({ then: 'FINISH', outcome: 'UNKNOWN' })
})

describe('after a withdrawal nothing is tried again:', () => {
  const withdrawn = { ...at, isWanted: false }
  test('what never left is PURGED', () => {
    const ended: Ended = { outcome: 'NOT_SENT', code: 'TOKEN_BEING_REFRESHED', detail: null, retry: 'SOON' }
    expect(nextStep(claim, ended, withdrawn)).toEqual({ then: 'FINISH', outcome: 'PURGED' })
  })
  test('what may have arrived is UNKNOWN', () => {
    expect(nextStep(claim, unknown, withdrawn)).toEqual({ then: 'FINISH', outcome: 'UNKNOWN' })
  })
  test('what was sent is SENT', () => {
    const ended = endOf({ outcome: 'SENT', accepted: true, data: {} })
    expect(nextStep(claim, ended, withdrawn)).toEqual({ then: 'FINISH', outcome: 'SENT' })
  })
  test('also when the user has agreed anew since the attempt saw it', () => {
    const ended: Ended = { outcome: 'NOT_SENT', code: 'WITHDRAWN', detail: null }
    expect(nextStep(claim, ended, at)).toEqual({ then: 'FINISH', outcome: 'PURGED' })
  })
})

describe('after 72 hours it is given up:', () => {
  const late = { ...at, now: deadlineMs }
  test('as UNKNOWN if it may have arrived', () => {
    expect(nextStep(claim, unknown, late)).toEqual({ then: 'FINISH', outcome: 'UNKNOWN' })
  })
  test('as REJECTED if it never left', () => {
    const ended: Ended = {
      outcome: 'NOT_SENT',
      code: 'AUTHORIZATION_NEEDED',
      detail: null,
      retry: 'BY_SCHEDULE',
    }
    expect(nextStep(claim, ended, late)).toEqual({ then: 'FINISH', outcome: 'REJECTED' })
  })
})

test('waits grow, differ by up to a fifth, and spread at least 8 attempts over 72 hours', () => {
  expect([1, 2, 3].map((attempts) => retryDelayMs(attempts, 0.5))).toEqual([2_000, 10_000, 30_000])
  expect([0, 1].map((random) => retryDelayMs(2, random))).toEqual([8_000, 12_000])
  let [elapsed, attempts] = [0, 0]
  while (elapsed < deadlineMs) elapsed += retryDelayMs((attempts += 1), 0.5)
  expect(attempts).toBeGreaterThanOrEqual(8)
  expect(attempts).toBeLessThan(20)
})

describe('what is not the message’s fault is not counted against it:', () => {
  test('an answer that can’t be believed', () => {
    const ended = endOf({ outcome: 'UNKNOWN', reason: 'UNVERIFIED', message: 'm', remedy: 'r' })
    expect(ended).toMatchObject({ failure: 'UNVERIFIED' })
    expect(nextStep(claim, ended, at)).toMatchObject({ then: 'RETRY', isCharged: false })
  })
  test.each(['SIGNATURE_INVALID', 'TIMESTAMP_INVALID', 'KEY_NOT_FOUND', 'CLIENT_INVALID'])(
    '%s: the merchant’s keys or clock have to be mended, and then it is sent',
    (code) => {
      expect(rejected(code)).toMatchObject({ failure: 'MERCHANT' })
      expect(nextStep(claim, rejected(code), at)).toMatchObject({ then: 'RETRY', isCharged: false })
    },
  )
})

describe('Retry-After', () => {
  const asking = (retryAfterMs: number): Ended => ({ ...unknown, retryAfterMs })
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
