// Mutation testing of simulator/src/: `npm run mutation -- simulator/stryker.config.mjs`. What survives, and
// why, stands in docs/mutation-testing.md.
import jestConfig from '../jest.config.mjs'
import src from '../stryker.config.mjs'

const project = jestConfig.projects.find(({ displayName }) => displayName === 'simulator')

export default {
  ...src,
  jest: {
    projectType: 'custom',
    // Tests are found by running, not by what they import: the file that holds them loads them by name.
    enableFindRelatedTests: false,
    config: {
      ...project,
      projects: [],
      testTimeout: 2000,
      testMatch: ['<rootDir>/simulator/test/mutation/*.mutation.ts'],
    },
  },
  mutate: [
    'simulator/src/**/*.{ts,tsx}',
    // A list of names, a style sheet and documents: data.
    '!simulator/src/my/jsapi-names.ts',
    '!simulator/src/build/base-css.ts',
    '!simulator/src/serve/shell.ts',
    // Run as a process of its own, by test/e2e/simulator.test.ts.
    '!simulator/src/cli.ts',
    '!simulator/src/index.ts',
    '!simulator/src/harness/index.ts',
    '!simulator/src/**/*.d.ts',
  ],
  ignorePatterns: [
    '/*',
    '!/simulator',
    '/simulator/dist',
    '/simulator/test/foreign',
    '!/package.json',
    '!/jest.config.mjs',
    '!/stryker.config.mjs',
  ],
  timeoutMS: 4_000,
  reporters: [...src.reporters, 'progress-append-only'],
  incrementalFile: 'build/mutation/simulator/incremental.json',
  tempDirName: 'build/mutation/simulator/work',
  jsonReporter: { fileName: 'build/mutation/simulator/report.json' },
}
