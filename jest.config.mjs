const swc = {
  '\\.[jt]sx?$': [
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

/** Sources of the Node packages are ES modules and name their imports with `.js`; the files are `.ts`. */
const extensions = { '^(\\.{1,2}/.*)\\.js$': '$1' }

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  transform: swc,
  modulePathIgnorePatterns: ['<rootDir>/(es|dist|build)/', '<rootDir>/demo/mini-program/dist/'],
  restoreMocks: true,
  ...more,
})

const jsdom = {
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
}

export default {
  projects: [
    project('src', ['test/src/**/*.test.ts']),
    project('h5', ['test/h5/**/*.test.ts'], jsdom),
    project('components', ['test/components/**/*.test.ts'], jsdom),
    project('server', ['server/test/**/*.test.ts'], { moduleNameMapper: extensions }),
    project('sandbox', ['sandbox/test/**/*.test.ts'], { moduleNameMapper: extensions }),
    project('built', ['test/{package,demo,scripts,docs}/**/*.test.ts']),
    project('e2e', ['test/e2e/**/*.test.ts']),
  ],
}
