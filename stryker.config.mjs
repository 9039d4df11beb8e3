// Mutation testing of src/: `npm run mutation`. What survives, and why, stands in docs/mutation-testing.md.
import jestConfig from './jest.config.mjs'

const src = jestConfig.projects.find(({ displayName }) => displayName === 'src')

export default {
  testRunner: 'jest',
  // The one project: coverage for each test is not measured across several.
  jest: {
    projectType: 'custom',
    config: {
      ...src,
      projects: [],
      // None of these tests waits for anything: one that does hangs.
      testTimeout: 1500,
      // Random runs would give another score each time.
      testPathIgnorePatterns: ['/test/src/flow/any-order'],
    },
  },
  mutate: ['src/**/*.ts', '!src/texts/{en,zh-cn,zh-hk}.ts'],
  coverageAnalysis: 'perTest',
  // Only what these tests read.
  ignorePatterns: ['/*', '!/src', '!/test', '/test/e2e', '!/docs', '!/package.json', '!/jest.config.mjs'],
  concurrency: 2,
  timeoutMS: 15_000,
  incremental: true,
  incrementalFile: 'build/mutation/incremental.json',
  tempDirName: 'build/mutation/work',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'build/mutation/report.json' },
  thresholds: { high: 95, low: 85, break: 85 },
  disableTypeChecks: false,
  allowEmpty: false,
}
