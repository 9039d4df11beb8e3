import { bundledTypebox } from './test/support/bundle-typebox.mjs'

const swc = {
  '\\.(m?[jt]sx?|sjs)$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic', importSource: 'preact' } },
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
}

/** Sources are ES modules and name their imports with `.js`; the files are `.ts`. */
const sources = { '^(\\.{1,2}/.*)\\.js$': '$1' }

const node = {
  globalSetup: '<rootDir>/test/support/bundle-typebox.mjs',
  moduleNameMapper: { ...sources, '^typebox(/\\w+)?$': `<rootDir>/${bundledTypebox}` },
}

/** Foreign components and the watcher are ES modules, and esbuild refuses a realm whose Uint8Array is jsdom's. */
const simulator = {
  moduleNameMapper: sources,
  transformIgnorePatterns: ['/node_modules/(?!(antd-mini|pinyin-firstletter|chokidar|readdirp)/)'],
}

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  transform: swc,
  modulePathIgnorePatterns: [
    '<rootDir>/(es|dist|build)/',
    '<rootDir>/demo/mini-program/dist/',
    '<rootDir>/test/consumers/dist/',
  ],
  restoreMocks: true,
  ...more,
})

/** The front end as in its builds for developers. */
const frontEnd = { moduleNameMapper: sources, globals: { __DEV__: true } }

const jsdom = {
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
}

/** These test what was built. */
const built = { globalSetup: '<rootDir>/test/support/up-to-date-build.mjs', moduleNameMapper: sources }

export default {
  // A guard against what never ends, not a measure: a busy machine must not fail a test.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/scripts/test/slow-first.mjs',
  projects: [
    project('src', ['test/src/**/*.test.ts'], frontEnd),
    project('h5', ['test/h5/**/*.test.ts'], { ...jsdom, ...frontEnd }),
    project('components', ['test/components/*.test.ts', 'test/components/subscribe-*/**/*.test.ts'], {
      ...jsdom,
      ...frontEnd,
    }),
    // The same test files on the other engine, and whole pages, which the first engine does not have.
    project('components-simulator', ['test/components/{pages,subscribe-*}/**/*.test.ts'], {
      ...jsdom,
      ...frontEnd,
      moduleNameMapper: {
        '^\\.\\.?/harness$': '<rootDir>/test/support/simulator/harness.ts',
        ...sources,
      },
    }),
    project('server', ['server/test/**/!(self-check).test.ts'], node),
    project('sandbox', ['sandbox/test/**/*.test.ts'], node),
    project('simulator', ['simulator/test/**/*.test.ts'], { ...jsdom, ...simulator }),
    project('built', ['test/{package,demo,scripts,docs,gulp}/**/*.test.ts'], built),
    project('e2e', ['test/e2e/**/*.test.ts'], built),
    // One file for each browser. `npm run browsers` tries every case, and writes what passed into docs/browsers.md.
    project('engines', ['test/engines/**/*.test.ts'], built),
    // Parts of `npm run test:long` alone.
    project('consumers', ['test/consumers/*.test.ts'], built),
    project('docs', ['test/site/**/*.test.ts'], built),
    project('frameworks', ['test/frameworks/**/*.test.ts'], built),
    project('crash-self-check', ['server/test/crash/self-check.test.ts'], node),
    project('node-versions', ['test/node-versions/*.test.ts'], built),
    project('readmes', ['test/readmes/**/*.test.ts'], built),
  ],
}
