// What a mini program's page downloads because it uses <subscribe-message>.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const es = join(__dirname, '..', '..', 'es')
const read = (file: string) => readFileSync(join(es, file), 'utf8')

/** All files that a component needs: its own four, and those of the components it uses. */
function filesOf(component: string): string[] {
  const own = ['js', 'axml', 'acss', 'json']
    .map((kind) => `${component}.${kind}`)
    .filter((file) => existsSync(join(es, file)))
  const { usingComponents = {} } = JSON.parse(read(`${component}.json`)) as {
    usingComponents?: Record<string, string>
  }
  return [
    ...own,
    ...Object.values(usingComponents).flatMap((used) => filesOf(join(dirname(component), used))),
  ]
}

const zipped = (text: string) => gzipSync(text, { level: 9 }).byteLength

// Why this much: docs/decisions/0001-size-limits.md.
const LIMIT = 20_000

test(`a page that uses subscribe-message loads at most ${LIMIT} bytes, zipped`, () => {
  const files = filesOf('subscribe-message/index')
  expect(files).toEqual(expect.arrayContaining(['panel-sheet/index.js', 'panel-sheet/index.acss']))
  expect(zipped(files.map(read).join(''))).toBeLessThanOrEqual(LIMIT)
})
