// Mutation testing of simulator/src/: `npm run mutation:simulator`. What survives, and why, stands in
// docs/mutation-testing.md.
import src from '../../stryker.config.mjs'

const results = 'build/mutation/simulator'

export default {
  ...src,
  inProcess: {
    tests: 'simulator/test',
    leaveOut: ['foreign'],
    // Their hooks belong to all tests, not to the file that loads them first.
    first: ['./support/inline.js', './support/program-folder.js'],
    document: true,
    // These bundle whole programs.
    slow: { tests: '^(build|serve)/', sources: '[\\\\/]src[\\\\/](build|serve)[\\\\/]' },
  },
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
  ignorePatterns: [
    '/*',
    '!/simulator',
    '!/test',
    '/test/*',
    '!/test/in-process',
    '/simulator/dist',
    '/simulator/test/foreign',
    '!/package.json',
  ],
  incrementalFile: `${results}/incremental.json`,
  tempDirName: `${results}/work`,
  jsonReporter: { fileName: `${results}/report.json` },
}
