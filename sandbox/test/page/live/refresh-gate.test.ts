import { refreshGate } from '../../../src/page/live.js'

/** Timers that run when the test says so. */
function handTimers() {
  const waiting = new Map<number, () => void>()
  let last = 0
  const clock = { ms: 0, pauses: [] as number[] }
  return {
    clock,
    now: () => clock.ms,
    set: (run: () => void, ms: number) => {
      clock.pauses.push(ms)
      last += 1
      waiting.set(last, run)
      return last
    },
    clear: (timer: number) => void waiting.delete(timer),
    elapse: () => {
      const due = [...waiting.values()]
      waiting.clear()
      due.forEach((run) => run())
    },
    waiting: () => waiting.size,
  }
}

function counted() {
  const timers = handTimers()
  const ends: ((how: 'resolve' | 'reject') => void)[] = []
  const gate = refreshGate(
    () =>
      new Promise<void>((resolve, reject) => {
        ends.push((how) => (how === 'resolve' ? resolve() : reject(new Error('gone'))))
      }),
    (tookMs) => 2 * tookMs,
    timers,
  )
  const settle = async (how: 'resolve' | 'reject' = 'resolve') => {
    ends.at(-1)?.(how)
    await new Promise((resolve) => process.nextTick(resolve))
  }
  return { gate, timers, runs: () => ends.length, settle }
}

test('the first request runs at once', () => {
  const { gate, runs } = counted()
  gate.request()
  expect(runs()).toBe(1)
})

test('a thousand requests during a run and its pause are one more run', async () => {
  const { gate, timers, runs, settle } = counted()
  for (let i = 0; i < 500; i += 1) gate.request()
  await settle()
  for (let i = 0; i < 500; i += 1) gate.request()
  expect(runs()).toBe(1)
  timers.elapse()
  expect(runs()).toBe(2)
  await settle()
  timers.elapse()
  expect(runs()).toBe(2)
})

test('the pause after a run depends on how long it took', async () => {
  const { gate, timers, settle } = counted()
  gate.request()
  timers.clock.ms += 25
  await settle()
  expect(timers.clock.pauses).toEqual([50])
})

test('a slow answer is waited for, so that it can’t overtake the next one', async () => {
  const { gate, timers, runs, settle } = counted()
  gate.request()
  gate.request()
  timers.elapse()
  expect([runs(), timers.waiting()]).toEqual([1, 0])
  await settle()
  timers.elapse()
  expect(runs()).toBe(2)
})

test.each(['resolve', 'reject'] as const)('after a run that ended with %s the next one goes', async (how) => {
  const { gate, timers, runs, settle } = counted()
  gate.request()
  await settle(how)
  timers.elapse()
  gate.request()
  expect(runs()).toBe(2)
})

test('a closed gate leaves no timer behind and starts nothing', async () => {
  const { gate, timers, runs, settle } = counted()
  gate.request()
  gate.request()
  gate.close()
  await settle()
  expect(timers.waiting()).toBe(0)
  const other = counted()
  other.gate.request()
  await other.settle()
  other.gate.close()
  expect([runs(), other.timers.waiting()]).toEqual([1, 0])
})
