// Bundles the entries of a Node package, which stands in the working directory, into few files. Opening some 900
// modules one by one, typebox's 700 among them, is two thirds of the time to start. The code is not minified: a
// stack trace names our functions.
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { noticesOf } from './third-party-notices.mjs'

const { dependencies, exports: entries } = JSON.parse(readFileSync('package.json', 'utf8'))

await rm('dist', { recursive: true, force: true })
const shared = {
  outdir: 'dist',
  bundle: true,
  metafile: true,
  // Everything else stays a package that npm installs.
  external: Object.keys(dependencies).filter((name) => name !== 'typebox'),
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
}
const { metafile } = await build({
  ...shared,
  entryPoints: ['./src/index.ts', './src/cli.ts'],
  splitting: true,
  chunkNames: 'shared',
  format: 'esm',
})
// Where package.json has a `require`: once more for CommonJS, in one file. Jest runs CommonJS in a context of its own,
// which has neither `import()` nor, for packages that it does not transform, ES modules.
if (entries['.'].require) {
  await build({
    ...shared,
    entryPoints: ['./src/index.ts'],
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'ownUrl' },
    banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href" },
  })
  // CommonJS passes on the types of an ES module, but not its values.
  const esm = "'./index.js' with { 'resolution-mode': 'import' }"
  const values = metafile.outputs['dist/index.js'].exports
  const declarations = [
    `import type * as all from ${esm}`,
    `export type * from ${esm}`,
    ...values.map((name) => `export declare const ${name}: typeof all.${name}`),
  ]
  await writeFile('dist/index.d.cts', `${declarations.join('\n')}\n`)
}
await writeFile('dist/THIRD-PARTY-NOTICES.txt', noticesOf([metafile]))
