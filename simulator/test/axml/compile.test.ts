import { compileAxml } from '../../src/axml/compile.js'

const path = '/program/page.axml'

/** Compiled on a disk that holds these files besides the page. */
const compiled = (text: string, files: Record<string, string> = {}, components: string[] = []) =>
  compileAxml({
    path,
    text,
    components: new Set(components),
    files: { read: (file) => files[file], resolve: (_from, target) => target.replace('./', '/program/') },
  })

const including = '<include src="./part.axml" />'

test('a template that is the same is compiled once', () => {
  const files = { '/program/part.axml': 'one' }
  expect(compiled(including, files)).toBe(compiled(including, { ...files }))
})

test.each<[string, () => unknown, () => unknown]>([
  ['its text has changed', () => compiled('<view>one</view>'), () => compiled('<view>two</view>')],
  [
    'what it includes has changed',
    () => compiled(including, { '/program/part.axml': 'one' }),
    () => compiled(including, { '/program/part.axml': 'two' }),
  ],
  [
    'what it includes is there now',
    () => compiled(including),
    () => compiled(including, { '/program/part.axml': 'one' }),
  ],
  ['a tag has become a component', () => compiled('<bell />'), () => compiled('<bell />', {}, ['bell'])],
  [
    'a tag is another component',
    () => compiled('<bell />', {}, ['card']),
    () => compiled('<bell />', {}, ['bell']),
  ],
])('a template is compiled anew when %s', (_when, before, after) => {
  expect(before()).not.toEqual(after())
})
