import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installIsMissing } from '../../scripts/start/install.mjs'

type Packages = Record<string, { version?: string; optional?: boolean }>

const locked: Packages = {
  '': { version: '1.0.0' },
  'node_modules/fastify': { version: '5.0.0' },
  'node_modules/esbuild-of-another-platform': { version: '0.28.2', optional: true },
}
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'))
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }))
})
afterEach(() => rmSync(root, { recursive: true }))

function installed(packages: Packages): void {
  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }))
}

test('a fresh clone has to be installed', () => {
  expect(installIsMissing(root)).toBe(true)
})

test('an install that was interrupted is made again', () => {
  mkdirSync(join(root, 'node_modules', 'fastify'), { recursive: true })
  expect(installIsMissing(root)).toBe(true)
})

test('an install that matches the lockfile is kept, even if the lockfile was checked out later', () => {
  installed({ 'node_modules/fastify': { version: '5.0.0' } })
  utimesSync(join(root, 'node_modules', '.package-lock.json'), 0, 0)
  expect(installIsMissing(root)).toBe(false)
})

test.each<[string, Packages]>([
  ['another version', { 'node_modules/fastify': { version: '4.0.0' } }],
  ['a missing package', {}],
])('%s is installed anew', (_what, packages) => {
  installed(packages)
  expect(installIsMissing(root)).toBe(true)
})
