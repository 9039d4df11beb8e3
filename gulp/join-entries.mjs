// Joins the entries of a Node package, which stands in the working directory, with typebox into few files.
// typebox is published as some 700 modules, and opening them one by one is two thirds of the time to start.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const small = ['typebox', '@fastify/type-provider-typebox']
const isSmall = (name) => small.some((inlined) => name === inlined || name.startsWith(`${inlined}/`))

/** Everything else stays a dependency that npm installs. */
const packagesApart = {
  name: 'packages-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || isSmall(path) ? undefined : { path, external: true },
    ),
}

await build({
  entryPoints: ['./dist/index.js', './dist/cli.js'],
  outdir: 'dist',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  // A name that stays: the next build then leaves no old chunk behind.
  chunkNames: 'shared',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  plugins: [packagesApart],
})
const typebox = new URL('./', import.meta.resolve('typebox'))
copyFileSync(join(fileURLToPath(typebox), '../license'), 'dist/typebox.LICENSE.txt')
