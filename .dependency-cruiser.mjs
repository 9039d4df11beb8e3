// Which file may import which: `npm run lint`. Imports of types count too.

const ours =
  '^((src|components|h5|testing|demo|examples|server|sandbox|simulator|bench|test|scripts|gulp|es|types|dist)/|mini-message)'

const direction = (folder, allowed, others = ours) => ({
  name: `imports-of-${folder.replace('/', '-')}`,
  comment: 'CONTRIBUTING.md, "Import directions"',
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: others, pathNot: `^(${[folder.split('/')[0], ...allowed].join('|')})/` },
})

/** The front end depends on no package and on nothing of Node. */
const anything = '.'

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other can only be read together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    direction('src', [], anything),
    direction('components', ['src'], anything),
    direction('h5', ['src'], anything),
    direction('testing', ['src', 'components', 'h5'], anything),
    direction('server/src', []),
    {
      name: 'server-data-flows-one-way',
      comment:
        'http -> consent, events, outbox -> tokens, platform, store: nothing below knows HTTP, and the store knows no rule.',
      severity: 'error',
      from: {
        path: '^server/src/(apps|auth|config|consent|console|contract|doctor|events|metrics|outbox|platform|runtime|services|store|tokens)',
      },
      to: { path: '^server/src/(http|commands|main)' },
    },
    {
      name: 'server-store-below',
      comment: 'The store keeps what it is told; rules stand above it.',
      severity: 'error',
      from: { path: '^server/src/(store|platform|contract)/', pathNot: '^server/src/store/open\\.ts$' },
      to: {
        path: '^server/src/(consent|console|outbox|config|services)',
        // Pure: what an entry of the ledger is, and its hash.
        pathNot: '^server/src/consent/ledger\\.ts$',
      },
    },
    direction('server/test', ['src', 'sandbox']),
    // Of gulp/ its build script takes the notices of what it bundles.
    direction('sandbox', ['gulp']),
    direction('simulator/src', []),
    // It installs, finds the browser and builds the apps of examples/ as other tests do.
    direction('simulator/test', ['scripts']),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)(node_modules|dist)/|^(es|types)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    exclude: { path: '^(build|data)/' },
  },
}
