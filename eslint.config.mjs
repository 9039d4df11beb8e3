import js from '@eslint/js'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { importX } from 'eslint-plugin-import-x'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'

/** `from` may not be imported by `target`, except what lies in `target` itself or in `allowed`. */
const ours = [
  'src',
  'components',
  'h5',
  'testing',
  'demo',
  'examples',
  'server',
  'sandbox',
  'simulator',
  'bench',
  'test',
  'scripts',
]
const zone = (target, ...allowed) => ({
  target: `./${target}`,
  from: ours
    .filter((folder) => folder !== target.split('/')[0] && !allowed.includes(folder))
    .map((folder) => `./${folder}`),
  message: `${target} may import ${allowed.length ? allowed.join(', ') : 'none of our other folders'} (CONTRIBUTING.md, "Import directions").`,
})

const forbiddenInRules = [
  'my',
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
  'process',
  'Buffer',
  'require',
  'global',
  'globalThis',
  'self',
  'console',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'crypto',
]

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'es/',
      'types/',
      'build/',
      'data/',
      'coverage/',
      'reports/',
      '**/mycomponents/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', '**/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // A compiled template is code, and jest's own realm has to run it.
    files: ['simulator/src/harness/evaluate.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
  { files: ['**/*.mjs', 'gulpfile.js', '**/*.cjs'], languageOptions: { globals: globals.node } },
  { files: ['demo/h5/**/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: ['examples/plain-html/**/*.js'],
    languageOptions: { sourceType: 'script', globals: { ...globals.browser, SubscribeMsg: 'readonly' } },
  },
  // What Taro's and Remax's tools read: CommonJS, and the two names that Taro puts in place.
  {
    files: ['examples/{taro-react,taro-vue,remax}/**/{babel.config,config/index,app.config}.js'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['examples/taro-*/src/**/*.js'],
    languageOptions: { globals: { defineAppConfig: 'readonly', definePageConfig: 'readonly' } },
  },
  { files: ['bench/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ alwaysTryTypes: true })] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            zone('src'),
            zone('components', 'src'),
            zone('h5', 'src'),
            zone('testing', 'src', 'components', 'h5'),
            zone('server/src'),
            zone('server/test', 'src', 'sandbox'),
            zone('sandbox/src', 'simulator'),
            zone('sandbox/test', 'simulator'),
            zone('simulator'),
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...forbiddenInRules.map((name) => ({
          name,
          message: `src/ holds rules only: take \`${name}\` through Host.`,
        })),
      ],
    },
  },
)
