// What the H5 files ask of the browser that reads them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'

const h5 = join(__dirname, '..', '..', 'dist', 'h5')
const read = (file: string): string => readFileSync(join(h5, file), 'utf8')

test.each([
  ['subscribe-message.min.js', 'script'],
  ['subscribe-message.js', 'script'],
  ['subscribe-message.mjs', 'module'],
] as const)('%s is ES2017, down to the last expression', (file, sourceType) => {
  const { body } = parse(read(file), { ecmaVersion: 2017, sourceType })
  expect(body.length).toBeGreaterThan(0)
})

test('the parser of this test refuses what came after ES2017', () => {
  for (const newer of ['a?.b', 'a ?? b', '({ ...a })', 'try {} catch {}', 'class A { b = 1 }']) {
    expect(() => parse(newer, { ecmaVersion: 2017 })).toThrow(SyntaxError)
  }
})
