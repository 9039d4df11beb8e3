// Internals of a part, for benchmarks that reach below what its package exports.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** All exports of these modules of a workspace's `src/`, bundled together: what they share exists once. */
export async function sourceModules(workspace, ...modules) {
  const made = join(root, 'build', 'bench')
  mkdirSync(made, { recursive: true })
  const outfile = join(mkdtempSync(join(made, `${workspace}-`)), 'modules.mjs')
  await build({
    stdin: {
      contents: modules.map((name) => `export * from './${name}'`).join('\n'),
      resolveDir: join(root, workspace, 'src'),
    },
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  return import(pathToFileURL(outfile).href)
}
