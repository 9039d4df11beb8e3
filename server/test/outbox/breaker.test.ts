import { Breaker } from '../../src/outbox/limits.js'

const options = { threshold: 3, firstWaitMs: 1_000, longestWaitMs: 3_000 }
const opened = () => {
  const breaker = new Breaker(options)
  for (const now of [1, 2, 3]) breaker.failed(now)
  return breaker
}

test('opens at the threshold, and a success in between begins the count anew', () => {
  const breaker = new Breaker(options)
  expect([breaker.failed(1), breaker.failed(2), breaker.succeeded()]).toEqual([false, false, false])
  expect([breaker.failed(3), breaker.failed(4)]).toEqual([false, false])
  expect(breaker.allows(4)).toBe(Infinity)
  expect(breaker.failed(5)).toBe(true)
  expect([breaker.state(5), breaker.allows(5)]).toEqual(['OPEN', 0])
})

test('after its wait lets one probe through, and the next only when that one ended or its lease did', () => {
  const breaker = opened()
  expect(breaker.allows(1_002)).toBe(0)
  expect([breaker.state(1_003), breaker.allows(1_003)]).toEqual(['HALF_OPEN', 1])
  breaker.probe(1_003, 1_100)
  expect([breaker.allows(1_004), breaker.allows(1_100)]).toEqual([0, 1])
})

test('a probe that succeeds closes it', () => {
  const breaker = opened()
  breaker.probe(1_003, 9_000)
  expect(breaker.succeeded()).toBe(true)
  expect([breaker.state(1_004), breaker.allows(1_004)]).toEqual(['CLOSED', Infinity])
})

test('each probe that fails doubles the wait, up to the longest', () => {
  const breaker = opened()
  expect(breaker.failed(2_000)).toBe(true)
  expect([breaker.allows(3_999), breaker.allows(4_000)]).toEqual([0, 1])
  breaker.failed(4_000)
  expect([breaker.allows(6_999), breaker.allows(7_000)]).toEqual([0, 1])
})

test('what had begun before it opened neither prolongs the wait nor counts', () => {
  const breaker = opened()
  expect(breaker.failed(900)).toBe(false)
  expect(breaker.allows(1_003)).toBe(1)
})
