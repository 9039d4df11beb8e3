import { readFileSync } from 'node:fs'
import { fail, failure, remedies, toFailure } from '../../src/errors'

it('docs/errors.md has a row for each code, and no other', () => {
  const rows = readFileSync('docs/errors.md', 'utf8').match(/^\| `[A-Z_]+`/gm) ?? []
  const documented = rows.map((row) => row.slice(3, -1))
  expect(documented.sort()).toEqual(Object.keys(remedies).sort())
})

it('a message says what went wrong and then what to do', () => {
  expect(failure('BUSY', 'Not now.').errorMessage).toBe('Not now. Wait for the result of the first call.')
})

it('a thrown error holds its result', () => {
  expect(toFailure(fail('NETWORK', 'Gone.'))).toMatchObject({ success: false, errorCode: 'NETWORK' })
})

it.each([[new TypeError('x is not a function')], ['text'], [undefined], [null]])(
  'an unexpected error is SYSTEM: %s',
  (thrown) => {
    expect(toFailure(thrown)).toMatchObject({ success: false, errorCode: 'SYSTEM' })
  },
)

it('every remedy is a sentence', () => {
  for (const remedy of Object.values(remedies)) expect(remedy).toMatch(/^[A-Z].+\.$/)
})
