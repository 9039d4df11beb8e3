import { type LiveEvent, type LiveLine, readLive, type Timers } from '../../../src/page/live.js'

const settled = () => new Promise((resolve) => process.nextTick(resolve))

/** A page's part that reads live; the test says what the sandbox answers, what happens, and when pauses end. */
function reading(first: string | undefined) {
  let answer = first
  let reads = 0
  let hear: ((event: LiveEvent) => void) | undefined
  let pause: (() => void) | undefined
  const shown: (string | undefined)[] = []
  const line: LiveLine = {
    subscribe: (listener) => {
      hear = listener
      return () => (hear = undefined)
    },
  }
  const timers: Timers = {
    now: () => 0,
    set: (run) => {
      pause = run
      return 1
    },
    clear: () => (pause = undefined),
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
    happen: (type: 'changed' | 'disconnected' | 'connected') =>
      hear?.(type === 'changed' ? { type, what: '' } : { type }),
    answer: (text: string | undefined) => (answer = text),
    afterPause: async () => {
      await settled()
      pause?.()
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
  const { end, shown, isHeard } = reading('[]')
  end()
  await settled()
  expect([shown, isHeard()]).toEqual([[], false])
})
