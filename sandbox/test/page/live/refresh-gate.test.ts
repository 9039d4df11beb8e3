import { refreshGate, type Timers } from '../../../src/page/live/refresh-gate.js'

/** Timers that run when the test says so. */
function handTimers(): Timers & { elapse: () => void; waiting: () => number } {
  const waiting = new Map<number, () => void>()
  let last = 0
  return {
    set: (run) => {
      last += 1
      waiting.set(last, run)
      return last
    },
    clear: (timer) => void waiting.delete(timer),
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
  let runs = 0
  const gate = refreshGate(() => (runs += 1), 300, timers)
  return { gate, timers, runs: () => runs }
}

test('the first request runs at once', () => {
  const { gate, runs } = counted()
  gate.request()
  expect(runs()).toBe(1)
})

test('however many come in the pause, one more run follows it', () => {
  const { gate, timers, runs } = counted()
  for (let i = 0; i < 10; i += 1) gate.request()
  expect(runs()).toBe(1)
  timers.elapse()
  expect(runs()).toBe(2)
  timers.elapse()
  expect(runs()).toBe(2)
})

test('after a quiet pause a request runs at once again', () => {
  const { gate, timers, runs } = counted()
  gate.request()
  timers.elapse()
  gate.request()
  expect(runs()).toBe(2)
})

test('a closed gate leaves no timer behind', () => {
  const { gate, timers, runs } = counted()
  gate.request()
  gate.request()
  gate.close()
  expect(timers.waiting()).toBe(0)
  expect(runs()).toBe(1)
})
