// npm run browsers: every case in all three engines, and what they said into docs/browsers.md.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildIsStale } from './start/build.mjs'
import { browsersPage } from './test/browsers-page.mjs'
import { ensureEngines } from './test/engines.mjs'
import { jestPart } from './test/jest-part.mjs'

const root = join(import.meta.dirname, '..')
const results = join(root, 'build', 'test-results')
mkdirSync(results, { recursive: true })
if (buildIsStale(root)) build(root)
ensureEngines()
process.env.EVERY_CASE = 'yes'
try {
  await jestPart('engines', ['engines'], root, results).do()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
// A case that failed is written down as well.
browsersPage(root, join(results, 'engines.json')).write()
