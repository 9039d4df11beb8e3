import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { run } from './run.mjs'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** What a consumer's compiler opens: one line each, on the declarations in `types/`. */
const entries = {
  'dist/h5/subscribe-message.d.ts': '../../types/h5/index.js',
  'es/configure.d.ts': '../types/components/configure.js',
  'es/subscribe-message/index.d.ts': '../../types/components/subscribe-message/props.js',
  'es/subscribe-panel/index.d.ts': '../../types/components/subscribe-panel/props.js',
}

export async function declareTypes() {
  await rm('types', { recursive: true, force: true })
  await run(process.execPath, [tsc, '-p', 'gulp/tsconfig.types.json'])
  const files = await readdir('types', { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
    const path = join('types', file)
    await writeFile(path, withExtensions(await readFile(path, 'utf8'), path))
  }
  for (const [file, from] of Object.entries(entries)) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `export * from '${from}'\n`)
  }
}

/** A consumer with `moduleResolution: nodenext` finds `./x.js` only; for `./x` it silently takes `any`. */
const withExtensions = (text, path) =>
  text.replace(/((?:from|import)\s*\(?\s*)(['"])(\.\.?\/[^'"]+)\2/g, (_all, before, quote, target) => {
    if (!existsSync(join(dirname(path), `${target}.d.ts`))) throw new Error(`${path}: no types for ${target}`)
    return `${before}${quote}${target}.js${quote}`
  })
