import { bothEngines, countBoth } from '../../scripts/test/both-engines.mjs'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const run = (
  passed: number,
  others: { fullName: string; status: string }[] = [],
  file = 'subscribe-panel/a',
) => ({
  testResults: [
    {
      name: `/project/test/components/${file}.test.ts`,
      assertionResults: [
        ...Array.from({ length: passed }, (_, index) => ({ fullName: `rule ${index}`, status: 'passed' })),
        ...others,
      ],
    },
  ],
})

test('a test counts for both only if it passed on both', () => {
  const failed = { fullName: 'rule 9', status: 'failed' }
  const skipped = { fullName: 'rule 8 (only on the other: why)', status: 'pending' }
  expect(countBoth(run(9), run(8, [failed, skipped]))).toEqual({ first: 9, second: 8, both: 8, all: 10 })
})

test('tests of what is not a component do not count', () => {
  expect(countBoth(run(3, [], '_shared/a'), run(2))).toEqual({ first: 0, second: 2, both: 0, all: 2 })
})

test.each([
  [9, true],
  [8, false],
])('with %i of 10 on both it passes: %s', (shared, passes) => {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'))
  writeFileSync(join(folder, 'components-on-a.json'), JSON.stringify(run(10)))
  writeFileSync(join(folder, 'components-on-b.json'), JSON.stringify(run(shared)))
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined)
  const part = bothEngines(folder, ['a', 'b'])
  if (passes) part.do()
  else expect(() => part.do()).toThrow('90 %')
  rmSync(folder, { recursive: true })
  expect(log.mock.calls).toEqual([
    [expect.stringContaining(`10 on a, ${shared} on b, ${shared} of 10 on both`)],
  ])
})
