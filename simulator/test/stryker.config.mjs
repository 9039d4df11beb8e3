// Mutation testing of simulator/src/: `npm run mutation:simulator`, docs/mutation-testing.md.
import src, { jestProject } from '../../stryker.config.mjs'

const results = 'build/mutation/simulator'

export default {
  ...src,
  jest: {
    projectType: 'custom',
    // The simulator's own tests have to notice everything, without foreign components.
    config: jestProject('simulator', ['/simulator/test/foreign/']),
  },
  // What runs while a file is loaded would be asked of all tests, for each mutant.
  ignoreStatic: true,
  // Its tests load slowly; on a busy machine a slow run must not pass for an endless one.
  timeoutMS: 30_000,
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
  incrementalFile: `${results}/incremental.json`,
  tempDirName: `${results}/work`,
  jsonReporter: { fileName: `${results}/report.json` },
}
