// Everything that must hold, in one command on a fresh clone. Node built-ins only until the install is done.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildIsStale } from './start/build.mjs'
import { install, installIsMissing } from './start/install.mjs'
import { bothEngines } from './test/both-engines.mjs'
import { browsersPage } from './test/browsers-page.mjs'
import { ensureEngines } from './test/engines.mjs'
import { run } from './test/run.mjs'
import { countTests, jestPart } from './test/jest-part.mjs'

const root = join(import.meta.dirname, '..')
const results = join(root, 'build', 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const node = (...args) => run(process.execPath, args, root)
const bin = (path) => join('node_modules', path)

/** Waits for all of them, whichever fails, and names each that failed. */
async function allOf(running) {
  const ended = await Promise.allSettled(running)
  const reasons = ended.flatMap(({ reason }) => (reason ? [reason.message] : []))
  if (reasons.length > 0) throw new Error(reasons.join('; '))
}

/** Runs each, whichever fails before it, and names each that failed. */
async function oneAfterAnother(checks) {
  const reasons = []
  for (const check of checks) await check().catch(({ message }) => reasons.push(message))
  if (reasons.length > 0) throw new Error(reasons.join('; '))
}

/** In this order, since each needs what stands above it. A failed part does not hide what the others say. */
const parts = [
  { name: 'install', needed: true, do: () => (installIsMissing(root) ? install(root) : undefined) },
  // Two at a time, which take about as long.
  {
    name: 'lint, types, imports, format, unused, spelling',
    do: () =>
      allOf([
        oneAfterAnother([
          () => node(bin('oxlint/bin/oxlint'), '.', '--report-unused-disable-directives'),
          () => node('scripts/typecheck.mjs'),
          () => node(bin('knip/bin/knip.js'), '--no-config-hints'),
          () => node(bin('dependency-cruiser/bin/dependency-cruise.mjs'), '.'),
        ]),
        oneAfterAnother([
          () => node(bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'),
          () => node(bin('cspell/bin.mjs'), '.', '--no-progress', '--no-summary'),
        ]),
      ]),
  },
  { name: 'build', needed: true, do: () => (buildIsStale(root) ? build(root) : undefined) },
  { name: 'browsers', needed: true, do: () => ensureEngines() },
  // One set of test files on two engines.
  jestPart('components on miniprogram-simulate', ['components'], root, results),
  jestPart('components on mini-program-simulator', ['components-simulator'], root, results),
  bothEngines(results, ['miniprogram-simulate', 'mini-program-simulator']),
  // Together: while the crash tests keep one worker for minutes, mostly waiting, the other one does the rest.
  jestPart('sources', ['src', 'h5', 'server', 'sandbox', 'simulator'], root, results),
  jestPart('built', ['built', 'e2e', 'engines'], root, results),
  {
    name: 'docs/browsers.md',
    do: () => browsersPage(root, join(results, 'built.json')).check({ isWhole: false }),
  },
]

const failed = []
for (const part of parts) {
  const startedAt = Date.now()
  try {
    await part.do()
  } catch (error) {
    failed.push(part.name)
    console.error(`\n${part.name}: ${error.message}`)
    if (part.needed) break
  } finally {
    console.log(`${part.name.padEnd(12)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  }
}

const counts = countTests(results)
if (failed.length > 0) console.log(`failed parts: ${failed.join(', ')}`)
console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(failed.length > 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0)
