import Sequencer from '@jest/test-sequencer'

/** These take minutes: begun last, each would run alone while a core is idle. Jest only learns that from a run before. */
const slow = [
  '/server/test/crash/',
  '/test/package/packed.test.ts',
  '/test/engines/webkit.test.ts',
  '/test/docs/readme-blocks.test.ts',
  '/test/e2e/mini-program.test.ts',
]

const isSlow = ({ path }) => slow.some((part) => path.includes(part))

export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))]
  }
}
