// What a mini program's page downloads because it uses <subscribe-message>.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const es = join(__dirname, '..', '..', 'es')
const read = (file: string) => readFileSync(join(es, file), 'utf8')

/** All files that a component needs: its own four, those of the components it uses, and imported modules. */
function filesOf(component: string): string[] {
  const found = new Set<string>()
  const addModule = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const [, path] of read(file).matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
      addModule(`${join(dirname(file), path!)}.js`)
  }
  const addComponent = (path: string) => {
    addModule(`${path}.js`)
    for (const kind of ['axml', 'acss', 'json'])
      if (existsSync(join(es, `${path}.${kind}`))) found.add(`${path}.${kind}`)
    const { usingComponents = {} } = JSON.parse(read(`${path}.json`)) as {
      usingComponents?: Record<string, string>
    }
    for (const used of Object.values(usingComponents)) addComponent(join(dirname(path), used))
  }
  addComponent(component)
  return [...found]
}

const zipped = (text: string) => gzipSync(text, { level: 9 }).byteLength

test('a page that uses subscribe-message loads at most 12 kB, zipped', () => {
  const files = filesOf('subscribe-message/index')
  expect(files).toEqual(
    expect.arrayContaining(['_shared/panel-sheet/index.js', '_shared/panel-sheet/index.acss']),
  )
  expect(zipped(files.map(read).join(''))).toBeLessThanOrEqual(12_000)
})
