/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { SourceError } from '../src/source-error.js'

const place = { file: '/p/a.axml', line: 2, column: 7 }

test('the message has the place, what is wrong, and what to do where there is something', () => {
  expect(new SourceError('a is wrong', place, 'Write b').message).toBe('/p/a.axml:2:7: a is wrong. Write b')
  expect(new SourceError('a is wrong', place).message).toBe('/p/a.axml:2:7: a is wrong')
})

test('it says what it is, and has each part by itself', () => {
  expect(String(new SourceError('a', place))).toBe('SourceError: /p/a.axml:2:7: a')
  expect(new SourceError('a', place, 'Write b')).toMatchObject({ ...place, problem: 'a', remedy: 'Write b' })
})
