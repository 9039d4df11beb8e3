import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { run } from './run.mjs'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const emitted = 'build/types' // outDir of tsconfig.types.json

/** What a consumer's compiler opens: one line each, on the declarations in `types/`. */
const entries = {
  'dist/h5/subscribe-message.d.ts': '../../types/h5/index.js',
  'es/configure.d.ts': '../types/components/configure.js',
  'es/subscribe-message/index.d.ts': '../../types/components/subscribe-message/props.js',
  'es/subscribe-panel/index.d.ts': '../../types/components/subscribe-panel/props.js',
}

export async function declareTypes() {
  for (const folder of ['types', emitted]) await rm(folder, { recursive: true, force: true })
  await run(process.execPath, [tsc, '-p', 'gulp/tsconfig.types.json'])
  const copied = new Set()
  for (const [file, from] of Object.entries(entries)) {
    await write(file, `export * from '${from}'\n`)
    await copyWithImports(from.replace(/^.*types\//, '').replace(/\.js$/, ''), copied)
  }
}

/** Copies a module's declarations and those they name, and nothing that a consumer can't reach. */
async function copyWithImports(module, copied) {
  if (copied.has(module)) return
  copied.add(module)
  const named = []
  const text = await readFile(join(emitted, `${module}.d.ts`), 'utf8')
  // With its extension: a consumer with `moduleResolution: nodenext` silently takes `any` for a bare `./x`.
  const withExtensions = text.replace(/((?:from|import)\s*\(?\s*['"])(\.\.?\/[^'"]+)/g, (_, before, path) => {
    named.push(join(dirname(module), path))
    return `${before}${path}.js`
  })
  await write(join('types', `${module}.d.ts`), withExtensions)
  for (const one of named) {
    if (!existsSync(join(emitted, `${one}.d.ts`))) throw new Error(`${module}.d.ts: no types for ${one}`)
    await copyWithImports(one, copied)
  }
}

async function write(path, text) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
