import { type LiveEvent, type LiveLine, readLive, type Timers } from '../../../src/page/live.js'

const settled = () => new Promise((resolve) => process.nextTick(resolve))

/** A page's part that reads live; the test says what the sandbox answers, what happens, and when pauses end. */
function reading(first: string | undefined) {
  let answer = first
  let reads = 0
  let hear: ((event: LiveEvent) => void) | undefined
  const waiting = new Map<number, () => void>()
  const shown: (string | undefined)[] = []
  const line: LiveLine = {
    subscribe: (listener) => {
      hear = listener
      return () => (hear = undefined)
    },
  }
  const timers: Timers = {
    now: () => 0,
    set: (run, ms) => {
      waiting.set(ms, run)
      return ms
    },
    clear: (ms) => waiting.delete(ms),
  }
  const read = async () => {
    reads += 1
    return answer
  }
  const end = readLive(line, read, (text) => shown.push(text), timers)
  return {
    shown,
    end,
    reads: () => reads,
    isHeard: () => hear !== undefined,
    waits: () => [...waiting.keys()],
    happen: (type: 'changed' | 'message' | 'disconnected' | 'connected') =>
      hear?.({ type, what: '' } as LiveEvent),
    answer: (text: string | undefined) => (answer = text),
    afterPause: async () => {
      await settled()
      const over = [...waiting.values()]
      waiting.clear()
      over.forEach((run) => run())
      await settled()
    },
  }
}

test('a burst of a thousand changes is one more read', async () => {
  const { happen, reads, afterPause } = reading('[]')
  for (let number = 0; number < 1000; number += 1) happen('changed')
  expect(reads()).toBe(1)
  await afterPause()
  expect(reads()).toBe(2)
  await afterPause()
  expect(reads()).toBe(2)
})

test('a message that comes is on the screen before anything else is read, and a thousand are one read', async () => {
  const { happen, reads, waits, afterPause } = reading('[]')
  await afterPause()
  for (let number = 0; number < 1000; number += 1) happen('message')
  expect([reads(), waits()]).toEqual([1, [100]])
  await afterPause()
  expect(reads()).toBe(2)
})

test('an answer is shown only if it differs from the one before', async () => {
  const { happen, answer, shown, afterPause } = reading('[]')
  await afterPause()
  happen('changed')
  await afterPause()
  expect(shown).toEqual(['[]'])
  answer('["new"]')
  happen('changed')
  await afterPause()
  expect(shown).toEqual(['[]', '["new"]'])
})

test('a 404 is an answer, and shown once', async () => {
  const { happen, shown, afterPause } = reading(undefined)
  await afterPause()
  happen('changed')
  await afterPause()
  expect(shown).toEqual([undefined])
})

test('a connection that comes back reads again, one that ends does not', async () => {
  const { happen, reads, afterPause } = reading('[]')
  await afterPause()
  happen('disconnected')
  expect(reads()).toBe(1)
  happen('connected')
  expect(reads()).toBe(2)
})

test('what arrives after the end is not shown', async () => {
  const { end, happen, shown, isHeard, waits } = reading('[]')
  happen('message')
  end()
  await settled()
  expect([shown, isHeard(), waits()]).toEqual([[], false, []])
})
