// Joins the entries of a Node package, which stands in the working directory, with typebox into few files.
// typebox is published as some 700 modules, and opening them one by one is two thirds of the time to start.
import { copyFileSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const joined = ['typebox', '@fastify/type-provider-typebox']
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

await build({
  entryPoints: ['./dist/index.js', './dist/cli.js'],
  outdir: 'dist',
  allowOverwrite: true,
  bundle: true,
  // Everything else stays a package that npm installs; the last is a dependency of the joined ones.
  external: [...Object.keys(dependencies).filter((name) => !joined.includes(name)), 'ajv-formats'],
  splitting: true,
  // A name that stays: the next build then leaves no old chunk behind.
  chunkNames: 'shared',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
})
const typebox = new URL('../license', import.meta.resolve('typebox'))
copyFileSync(fileURLToPath(typebox), 'dist/typebox.LICENSE.txt')
