// Mutation testing of simulator/src/: `npm run mutation:simulator`. What survives, and why, stands in
// docs/mutation-testing.md.
import src from '../../../stryker.config.mjs'

const here = 'simulator/test/mutation'
const results = 'build/mutation/simulator'
const { coverageAnalysis, concurrency, incremental, clearTextReporter, thresholds } = src

export default {
  ...{ coverageAnalysis, concurrency, incremental, clearTextReporter, thresholds },
  plugins: [`./${here}/runner.mjs`],
  testRunner: 'in-process',
  mutate: [
    'simulator/src/**/*.{ts,tsx}',
    '!simulator/src/**/*.d.ts',
    // Names, a style sheet and a document: data.
    '!simulator/src/my/jsapi-names.ts',
    '!simulator/src/build/base-css.ts',
    '!simulator/src/serve/shell.ts',
    // Only runs as a process of its own: test/e2e/simulator.test.ts.
    '!simulator/src/cli.ts',
  ],
  ignorePatterns: ['/*', '!/simulator', '/simulator/dist', '/simulator/test/foreign', '!/package.json'],
  timeoutMS: 3_000,
  incrementalFile: `${results}/incremental.json`,
  tempDirName: `${results}/work`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: `${results}/report.json` },
}
