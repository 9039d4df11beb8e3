// The package as npm would publish it: packed, unpacked, and used by a consumer.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { version } from '../../src/version'
import { outputOf, packInto, type PackedPackage, project } from '../support/packed-package'

const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc')

let work: string
let packed: PackedPackage
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mini-message-packed-'))
  packed = packInto(work)
})
afterAll(() => rmSync(work, { recursive: true }))

const consume = (name: string, code: string) => {
  writeFileSync(join(work, name), code)
  return name
}

test('it holds the components, the H5 script, the types, and nothing else', () => {
  const expected =
    /^(es\/|dist\/h5\/|types\/|LICENSE$|README\.md$|CHANGELOG\.md$|package\.json$|docs\/(contract|errors)\.md$|components\/[\w-]+\/README\.md$)/
  const { files } = packed
  expect(files.filter((file) => !expected.test(file))).toEqual([])
  for (const name of ['subscribe-message', 'subscribe-panel'])
    for (const kind of ['js', 'axml', 'json', 'd.ts']) expect(files).toContain(`es/${name}/index.${kind}`)
  for (const kind of ['js', 'min.js', 'mjs', 'd.ts'])
    expect(files).toContain(`dist/h5/subscribe-message.${kind}`)
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'es/configure.js', 'es/configure.d.ts']),
  )
})

test('it has no dependency to install', () => {
  expect(packed.manifest).not.toHaveProperty('dependencies')
  expect(packed.manifest).not.toHaveProperty('peerDependencies')
})

test('the version in the code, which goes into the consent record, is that of the package', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string }
  expect(version).toBe(manifest.version)
})

test('the links of the H5 README lead to files of the package', () => {
  const readme = readFileSync(join(work, 'node_modules/mini-message/dist/h5/README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) =>
    posix.join('dist/h5', path!),
  )
  expect(links).toContain('docs/errors.md')
  expect(links.filter((path) => !packed.files.includes(path))).toEqual([])
})

test('every entry of package.json is a file of the package', () => {
  const { files, manifest } = packed
  const named = ['main', 'module', 'types', 'unpkg', 'jsdelivr'].map((key) => manifest[key] as string)
  const exported = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  const paths = [...named, ...exported]
    .map((path) => path.replace(/^\.\//, ''))
    .filter((path) => !path.includes('*'))
  expect(paths.filter((path) => !files.includes(path))).toEqual([])
})

test('it can be imported in Node, where there is no page, without doing anything', () => {
  const script = consume(
    'import.mjs',
    "import { SubscribeMsg } from 'mini-message'\nprocess.stdout.write(typeof SubscribeMsg)\n",
  )
  const output = execFileSync(process.execPath, [script], { cwd: work, encoding: 'utf8' })
  expect(output).toBe('function')
})

test('configure can be imported in Node, where there is no my', () => {
  const imported =
    "import('mini-message/es/configure').then((it) => process.stdout.write(typeof it.configure))"
  const output = execFileSync(process.execPath, ['-e', imported], { cwd: work, encoding: 'utf8' })
  expect(output).toBe('function')
})

test.each([
  ['subscribe-message/index', "import 'mini-message/es/subscribe-message/index'", 'Component('],
  ['subscribe-panel/index', "import 'mini-message/es/subscribe-panel/index'", 'Component('],
  ['configure', "import { configure } from 'mini-message/es/configure'; configure({})", 'getApp('],
])('webpack 5 resolves and bundles es/%s', (_, entry, kept) => {
  consume('entry.js', entry)
  const script = consume(
    'webpack.cjs',
    `const webpack = require(${JSON.stringify(require.resolve('webpack'))})
      const config = { mode: 'production', target: ['web', 'es5'], entry: './entry.js', context: __dirname }
      webpack({ ...config, output: { path: __dirname, filename: 'out.js' } }, (error, stats) => {
        if (error) throw error
        process.stdout.write(stats.toString({ all: false, errors: true, warnings: true }))
      })\n`,
  )
  rmSync(join(work, 'out.js'), { force: true })
  expect(execFileSync(process.execPath, [script], { cwd: work, encoding: 'utf8' })).toBe('')
  expect(readFileSync(join(work, 'out.js'), 'utf8')).toContain(kept)
})

const consumer = `
import SubscribeMsg, { SubscribeMsg as named } from 'mini-message'
import { configure } from 'mini-message/es/configure'
import type { SubscribeMessageProps } from 'mini-message/es/subscribe-message/index'

configure({ backendUrl: 'https://shop.example/api' })
export const isOne: typeof named = SubscribeMsg
const subscribeMsg = new SubscribeMsg({ target: document.body, props: { templateIds: ['2021'] } })
export const asked = async () => {
  const result = await subscribeMsg.requestSubscribeMessage()
  if (!result.success) return result.errorCode
  // @ts-expect-error a failure has no type: the union is real, not any
  const impossible: 'MAYBE' = result.type
  return impossible
}
export const onCallback: SubscribeMessageProps['onCallback'] = (result) => {
  // @ts-expect-error not before success is known
  result.type
}
`

test.each([
  ['bundler', 'ESNext'],
  ['node16', 'Node16'],
  ['nodenext', 'NodeNext'],
])('a TypeScript consumer with moduleResolution %s gets real types', (moduleResolution, module) => {
  const file = consume('consumer.mts', consumer)
  const flags = ['--noEmit', '--strict', '--target', 'ES2020', '--lib', 'ES2020,DOM']
  const resolution = ['--module', module, '--moduleResolution', moduleResolution]
  expect(outputOf(process.execPath, [tsc, ...flags, ...resolution, file], work)).toBe('')
})
