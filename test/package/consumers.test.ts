// What those who import the package meet: Node, a server that renders, Jest.
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import {
  alsoInstall,
  entryPointsOf,
  outputOf,
  packInto,
  type PackedPackage,
  project,
} from '../support/packed-package'

jest.setTimeout(120_000)

let work: string
let packed: PackedPackage
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mini-message-consumers-'))
  packed = packInto(work)
})
afterAll(() => rmSync(work, { recursive: true }))

const tool = (...path: string[]) => join(project, 'node_modules', ...path)
const node = (...args: string[]) => outputOf(process.execPath, args, work)

test('Node finds every entry point', () => {
  // `es/jsx` and `es/vue` are types alone.
  const hasCode = (entry: string) => 'default' in Object(packed.manifest.exports[entry] ?? { default: '' })
  const names = entryPointsOf(packed)
    .filter(hasCode)
    .map((entry) => entry.replace('.', 'mini-message'))
  expect(names).toContain('mini-message/languages/ja')
  writeFileSync(
    join(work, 'find.mjs'),
    `for (const name of ${JSON.stringify(names)}) console.log(import.meta.resolve(name))`,
  )
  const found = node('find.mjs').trim().split('\n')
  expect(found).toHaveLength(names.length)
  const missing = found.filter((url) => !packed.files.includes(url.split('node_modules/mini-message/')[1]!))
  expect(missing).toEqual([])
})

test('the React example renders on a server with the packed package', async () => {
  alsoInstall(work, 'react', 'react-dom')
  await build({
    stdin: {
      contents: `import { renderToString } from 'react-dom/server'
        import { NotifyMe } from './notify-me'
        console.log(renderToString(<NotifyMe />))`,
      loader: 'tsx',
      resolveDir: join(project, 'examples/react'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    outfile: join(work, 'render.mjs'),
  })
  expect(node('render.mjs').trim()).toBe('<button>Notify me</button><p role="status"></p>')
})

test("the README's recipe for Jest works as it stands there", () => {
  const readme = readFileSync(join(project, 'h5/README.md'), 'utf8')
  const section = /^## In Jest$([^]*?)^## /m.exec(readme)![1]!
  const files = [...section.matchAll(/^```js title=(\S+)\n([^]*?)^```$/gm)].map(([, name, text]) => [
    name!,
    text!,
  ])
  expect(files.map(([name]) => name)).toEqual(['jest.config.cjs', 'notify-me.test.js'])
  const folder = join(work, 'with-jest')
  mkdirSync(folder)
  for (const [name, text] of files) writeFileSync(join(folder, name!), text!)
  alsoInstall(work, '@swc/jest', '@swc/core', 'jest-environment-jsdom')
  const said = outputOf(process.execPath, [tool('jest/bin/jest.js')], folder)
  expect(said).toMatch(/^Tests: +1 passed, 1 total$/m)
})
