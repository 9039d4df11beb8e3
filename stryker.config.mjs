// Mutation testing of src/: `npm run mutation`, docs/mutation-testing.md.
import jest from './jest.config.mjs'

const results = 'build/mutation/src'

/** One project of jest.config.mjs, without some of its test files. */
export const jestProject = (name, leaveOut) => ({
  ...jest.projects.find(({ displayName }) => displayName === name),
  testPathIgnorePatterns: ['/node_modules/', ...leaveOut],
  testTimeout: jest.testTimeout,
})

export default {
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    config: jestProject('src', [
      // Random runs give another score each time.
      '/test/src/flow/any-order\\.test\\.ts$',
      // Minified code is other code.
      '/test/src/minified\\.test\\.ts$',
    ]),
  },
  mutate: ['src/**/*.ts', '!src/texts/{en,zh-cn,zh-hk}.ts'],
  coverageAnalysis: 'perTest',
  // Only what these tests read.
  ignorePatterns: ['/*', '!/src', '!/test', '/test/e2e', '!/docs', '!/package.json'],
  concurrency: 2,
  incremental: true,
  incrementalFile: `${results}/incremental.json`,
  tempDirName: `${results}/work`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `${results}/report.json` },
  thresholds: { high: 95, low: 85, break: 85 },
}
