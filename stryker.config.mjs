// Mutation testing of src/: `npm run mutation`. What survives, and why, stands in docs/mutation-testing.md.
const results = 'build/mutation/src'

export default {
  plugins: ['./test/in-process/runner.mjs'],
  testRunner: 'in-process',
  inProcess: {
    tests: 'test/src',
    // Random runs would give another score each time; minified code is other code.
    leaveOut: ['flow/any-order', 'minified'],
  },
  mutate: ['src/**/*.ts', '!src/texts/{en,zh-cn,zh-hk}.ts'],
  coverageAnalysis: 'perTest',
  // Only what these tests read.
  ignorePatterns: ['/*', '!/src', '!/test', '/test/e2e', '!/docs', '!/package.json'],
  concurrency: 2,
  timeoutMS: 3_000,
  incremental: true,
  incrementalFile: `${results}/incremental.json`,
  tempDirName: `${results}/work`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `${results}/report.json` },
  thresholds: { high: 95, low: 85, break: 85 },
}
