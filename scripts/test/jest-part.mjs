import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'

// Jest leaves one core idle. Many tests wait for a browser, a database or a process: one more than there are cores.
const workers = availableParallelism() + 1

/** One run of jest over some of jest.config.mjs's projects; its counts go to a file of its own. */
export function jestPart(name, projects, root, results, environment) {
  const outputFile = join(results, `${name.replaceAll(' ', '-')}.json`)
  const args = [
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--selectProjects',
    ...projects,
    `--maxWorkers=${workers}`,
    '--json',
    `--outputFile=${outputFile}`,
    '--testLocationInResults=false',
  ]
  return {
    name,
    do: async () => {
      try {
        await run(process.execPath, args, root, environment)
      } finally {
        if (existsSync(outputFile)) {
          const { numPassedTests: passed, numTotalTests: all } = JSON.parse(readFileSync(outputFile, 'utf8'))
          console.log(`${name}: ${passed} of ${all} tests passed`)
        }
      }
      if (!existsSync(outputFile)) throw new Error('jest left no results')
    },
  }
}

/** Adds up what the runners counted. A test file that could not even start counts as one failure. */
export function countTests(results) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const file of readdirSync(results)) {
    const counted = JSON.parse(readFileSync(join(results, file), 'utf8'))
    total.passed += counted.numPassedTests
    total.failed += counted.numFailedTests + counted.numRuntimeErrorTestSuites
    total.skipped += counted.numPendingTests + counted.numTodoTests
  }
  return total
}
