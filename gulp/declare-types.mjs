import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import { run } from './run.mjs'

/** What a consumer's compiler opens: one file each, which passes on declarations in `types/`. */
/** What a template may write on each tag: nothing has to be there, since every prop has a default. */
const tagTypes = [
  "import type { SubscribeMessageProps } from '../types/components/subscribe-message/props.js'",
  "import type { SubscribePanelProps } from '../types/components/subscribe-panel/props.js'",
  'type SubscribeMessageTag = Partial<SubscribeMessageProps>',
  'type SubscribePanelTag = Partial<SubscribePanelProps>',
]
const tags = [
  "  'subscribe-message': SubscribeMessageTag & Drawn",
  "  'subscribe-panel': SubscribePanelTag & Drawn",
]
const entries = {
  'dist/testing/index.d.ts': [
    "export * from '../../types/testing/index.js'",
    "export { default } from '../../types/testing/index.js'",
  ],
  // CommonJS can't pass on the declarations of an ES module by name.
  'dist/testing/index.d.cts': [
    "import type * as testing from '../../types/testing/index.js' with { 'resolution-mode': 'import' }",
    'declare const all: typeof testing',
    'export = all',
  ],
  'es/jsx.d.ts': [
    ...tagTypes,
    '/** What React takes on each element. */',
    'interface Drawn { key?: string | number | bigint | null; ref?: unknown; children?: unknown }',
    '/** Types of React before 18.2 look here. */',
    'declare global { namespace JSX { interface IntrinsicElements {',
    ...tags,
    '} } }',
    "declare module 'react' { namespace JSX { interface IntrinsicElements {",
    ...tags,
    '} } }',
  ],
  'es/vue.d.ts': [
    ...tagTypes,
    "declare module 'vue' { interface GlobalComponents {",
    '  SubscribeMessage: new () => { $props: SubscribeMessageTag }',
    '  SubscribePanel: new () => { $props: SubscribePanelTag }',
    '} }',
  ],
  'dist/h5/subscribe-message.d.ts': [
    "export * from '../../types/h5/index.js'",
    "export { default } from '../../types/h5/index.js'",
  ],
  'es/configure.d.ts': ["export * from '../types/components/configure.js'"],
  'es/request.d.ts': ["export * from '../types/components/request.js'"],
  'es/subscribe-message/index.d.ts': ["export * from '../../types/components/subscribe-message/props.js'"],
  'es/subscribe-panel/index.d.ts': ["export * from '../../types/components/subscribe-panel/props.js'"],
}

export async function declareTypes() {
  await rm('types', { recursive: true, force: true })
  await run('node', ['node_modules/typescript-7/bin/tsc', '-p', 'gulp/tsconfig.types.json'])
  const languages = (await readdir('src/languages')).map((file) => parse(file).name)
  const ofLanguages = languages.map((language) => [
    `languages/${language}.d.ts`,
    [`export * from '../types/src/languages/${language}.js'`],
  ])
  for (const [file, lines] of [...Object.entries(entries), ...ofLanguages]) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${lines.join('\n')}\n`)
  }
}
