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

test.each(['{{', '{{a', '{{a}', `{{'a}}`, '{{{a}}', 'x{{a}}{{b'])('%j is never closed', (text) => {
  const column = text.lastIndexOf('{{', text.length - 2) + 1
  expect(() => split(text)).toThrow(/\{\{ is never closed\. Add \}\}$/)
  expect(() => split(text)).toThrow(`/a:1:${text.startsWith('{{{') ? 1 : column}: `)
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
  expect(() => splitMustaches(new SourceFile('/a', '{{a}}'), '{{a}', 0)).toThrow('{{ is never closed')
})
