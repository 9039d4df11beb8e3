// Which file may import which: `npm run lint`. Imports of types count too.

/** Outside the front end these files still import each other in a circle, until their own clean-up. */
const knownCircles = [
  '^sandbox/src/(sandbox|gateway/.+)\\.ts$',
  '^server/src/config/(cross-checks|read-config)\\.ts$',
  '^server/src/outbox/(addressees|check-message)\\.ts$',
  '^server/src/store/(store|message-store|upkeep-store|user-info-store)\\.ts$',
  '^simulator/src/axml/generate-(loop|slots|tree)\\.ts$',
  '^simulator/src/runtime/(instance|render-context|set-data|unit|elements/.+)\\.tsx?$',
]

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
      from: { pathNot: knownCircles },
      to: { circular: true },
    },
    direction('src', [], anything),
    direction('components', ['src'], anything),
    direction('h5', ['src'], anything),
    direction('testing', ['src', 'components', 'h5'], anything),
    direction('server/src', []),
    direction('server/test', ['src', 'sandbox']),
    direction('sandbox', []),
    direction('simulator', []),
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
