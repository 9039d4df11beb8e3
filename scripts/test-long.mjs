// npm run test:long: what takes minutes or needs packages of its own, and is not part of `npm test`. A part is a folder
// of tests, run by jest's project of that name; where it has a package.json, what that names is installed first.
//   npm run test:long              all parts
//   npm run test:long -- consumers one of them
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildIsStale } from './start/build.mjs'
import { install, installIsMissing } from './start/install.mjs'
import { browsersPage } from './test/browsers-page.mjs'
import { ensureEngines } from './test/engines.mjs'
import { readmesTable } from './test/readmes-table.mjs'
import { countTests, jestPart } from './test/jest-part.mjs'

const root = join(import.meta.dirname, '..')
const results = join(root, 'build', 'test-long-results')

const parts = [
  {
    name: 'engines',
    what: 'every case of docs/browsers.md in Chromium, Firefox and WebKitGTK; `npm test` tries the core',
    folder: 'test/engines',
    everyCase: true,
    after: () => browsersPage(root, join(results, 'engines.json')).check(),
  },
  {
    name: 'e2e',
    what: 'the end-to-end tests with axe in every language, scheme and width; `npm test` tries one of each',
    folder: 'test/e2e',
    everyCase: true,
  },
  {
    name: 'consumers',
    what: 'Vite, Next and Jest with Babel use the packed package',
    folder: 'test/consumers',
  },
  {
    name: 'frameworks',
    what: 'Taro, uni-app and Remax build the apps of examples/, which then run against sandbox and server',
    folder: 'test/frameworks',
  },
  {
    name: 'node-versions',
    what: 'every package installs and works on the Node versions of test/node-versions, on Linux x64',
    folder: 'test/node-versions',
  },
  {
    name: 'readmes',
    what: 'the commands of every README, unchanged, in empty folders with the packed packages',
    folder: 'test/readmes',
  },
  {
    name: 'server',
    what: "the server's tests on SQLite and PostgreSQL, and each fault on both; `npm test` takes one of them",
    folder: 'server/test',
    everyCase: true,
  },
  {
    name: 'sandbox',
    what: "the sandbox's tests with its snippets in every language that runs here; `npm test` runs the first two",
    folder: 'sandbox/test',
    everyCase: true,
  },
  {
    name: 'crash-self-check',
    what: 'mistakes that are built into the server on purpose are found by the crash tests',
    folder: 'server/test/crash',
  },
  {
    name: 'docs',
    what: 'the documentation site is built, looked at by axe, searched and tapped',
    folder: 'site',
  },
]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !parts.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`npm run test:long -- <part>, none or some of: ${parts.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
if (installIsMissing(root)) install(root)
if (buildIsStale(root)) build(root)

const failed = []
for (const { name, what, folder, everyCase, after } of parts.filter(
  (part) => asked.length === 0 || asked.includes(part.name),
)) {
  console.log(`${name}: ${what}`)
  try {
    const own = join(root, folder)
    if (existsSync(join(own, 'package.json')) && installIsMissing(own)) install(own, '--ignore-scripts')
    ensureEngines(name === 'engines' ? undefined : ['Chromium'])
    await jestPart(name, [name], root, results, everyCase ? { EVERY_CASE: 'yes' } : {}).do()
    after?.()
  } catch (error) {
    failed.push(name)
    console.error(`\n${name}: ${error.message}`)
  }
}

if (asked.length === 0 || asked.includes('readmes')) console.log(readmesTable(root))
const counts = countTests(results)
if (failed.length > 0) console.log(`failed parts: ${failed.join(', ')}`)
console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(failed.length > 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0)
