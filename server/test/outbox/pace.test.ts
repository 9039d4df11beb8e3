import { Pace } from '../../src/outbox/limits.js'

test('without a limit everything may begin', () => {
  expect(new Pace(Infinity).allows(0)).toBe(Infinity)
})

test('a limit lets one second’s worth begin at once, and then so many a second', () => {
  const pace = new Pace(10)
  expect(pace.allows(0)).toBe(10)
  pace.began(10, 0)
  expect([pace.allows(0), pace.allows(100), pace.allows(500)]).toEqual([0, 1, 5])
  expect(pace.allows(60_000)).toBe(10)
})

test('“too fast” halves what was sent in the last second, also where there was no limit', () => {
  const pace = new Pace(Infinity)
  pace.began(40, 0)
  expect(pace.tooFast(500)).toBe(true)
  expect(pace.perSecond).toBe(20)
  expect([pace.allows(500), pace.allows(1_000)]).toEqual([0, 10])
})

test('messages under way together are reported together: that counts once', () => {
  const pace = new Pace(100)
  pace.began(80, 0)
  pace.tooFast(10)
  expect([pace.tooFast(20), pace.tooFast(1_009)]).toEqual([false, false])
  expect(pace.perSecond).toBe(40)
  expect(pace.tooFast(1_010)).toBe(true)
})

test('never stops altogether, and gets faster with each message sent, up to the limit', () => {
  const pace = new Pace(1)
  for (let now = 0; now < 10_000; now += 1_000) pace.tooFast(now)
  expect(pace.perSecond).toBe(0.5)
  for (let sent = 0; sent < 10; sent += 1) pace.succeeded()
  expect(pace.perSecond).toBe(1)
})
