import js from '@eslint/js'
import globals from 'globals'
import tseslint from 'typescript-eslint'

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
      'languages/',
      'types/',
      'build/',
      'data/',
      'coverage/',
      'reports/',
      '**/mycomponents/',
      '**/.vitepress/.temp/',
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
  {
    files: ['site/.vitepress/theme/**/*.mjs', 'site/gallery/**/*.js'],
    languageOptions: { globals: { ...globals.browser, App: 'readonly', Page: 'readonly' } },
  },
  { files: ['bench/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
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
