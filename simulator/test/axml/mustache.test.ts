/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { splitMustaches } from '../../src/axml/mustache.js'
import { SourceFile } from '../../src/axml/source-file.js'

const split = (text: string) => splitMustaches(new SourceFile('/a', text), text, 0)

test.each([
  ['', []],
  ['a', [{ text: 'a' }]],
  ['{{a}}', [{ code: 'a', offset: 2 }]],
  ['x{{a}}{{b}}y', [{ text: 'x' }, { code: 'a', offset: 3 }, { code: 'b', offset: 8 }, { text: 'y' }]],
  ['{{ {a: {b: 1}} }}', [{ code: ' {a: {b: 1}} ', offset: 2 }]],
  ['{{{a: 1}}}', [{ code: '{a: 1}', offset: 2 }]],
  [`{{'}}'}}`, [{ code: `'}}'`, offset: 2 }]],
  ['{{"}}"}}', [{ code: '"}}"', offset: 2 }]],
  ['{{`}}`}}', [{ code: '`}}`', offset: 2 }]],
  [`{{'\\'}}'}}`, [{ code: `'\\'}}'`, offset: 2 }]],
  [`{{'"}}'}}`, [{ code: `'"}}'`, offset: 2 }]],
  ['a } b }}', [{ text: 'a } b }}' }]],
])('%j', (text, parts) => {
  expect(split(text)).toEqual(parts)
})

test.each([
  ['{{', [{ code: '', offset: 2 }]],
  ['{{a', [{ code: 'a', offset: 2 }]],
  ['{{a}', [{ code: 'a', offset: 2 }]],
  [`{{'a}}`, [{ code: `'a`, offset: 2 }]],
  ['{{{a}}', [{ code: '{a}', offset: 2 }]],
  ['x{{a}}{{b', [{ text: 'x' }, { code: 'a', offset: 3 }, { code: 'b', offset: 8 }]],
  ['{{a} and {{b}}', [{ code: 'a', offset: 2 }, { text: ' and ' }, { code: 'b', offset: 11 }]],
])('%j is never closed, and is ended', (text, parts) => {
  const source = new SourceFile('/a', text)
  expect(splitMustaches(source, text, 0)).toEqual(parts)
  const column = text.startsWith('x') ? 7 : 1
  expect(source.warnings.map(({ message }) => message)).toEqual([
    `/a:1:${column}: {{ is never closed. Add }}`,
  ])
})

test('a place counts lines and columns from 1', () => {
  const source = new SourceFile('/a', 'ab\n\ncd')
  expect([0, 1, 2, 3, 4, 5].map((offset) => source.shortPlace(offset))).toEqual([
    '1:1',
    '1:2',
    '1:3',
    '2:1',
    '3:1',
    '3:2',
  ])
  expect(source.placeOf(4)).toEqual({ file: '/a', line: 3, column: 1 })
})

test('a brace alone ends nothing', () => {
  expect(split('{{a} b}}')).toEqual([{ code: 'a} b', offset: 2 }])
})

test('what stands behind the value does not close it', () => {
  const source = new SourceFile('/a', '{{a}}')
  expect(splitMustaches(source, '{{a}', 0)).toEqual([{ code: 'a', offset: 2 }])
  expect(source.warnings).toHaveLength(1)
})
