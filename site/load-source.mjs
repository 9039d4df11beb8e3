// The tables that the site shows are TypeScript of the packages: this loads them as they are, not as they were built.
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** The exports of a module of the repository. */
export async function loadSource(file) {
  // Below the root, so that what it imports is found in node_modules.
  const folder = join(root, 'build/site/modules')
  mkdirSync(folder, { recursive: true })
  const outfile = join(
    folder,
    `${file.replaceAll('/', '-').replace(basename(file), '')}${basename(file, '.ts')}.mjs`,
  )
  await build({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    define: { __DEV__: 'true' },
    logLevel: 'silent',
  })
  return import(pathToFileURL(outfile))
}
