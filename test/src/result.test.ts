import { fail, failure, remedies, toFailure } from '../../src/result'

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
