// Components in ES5 with ES modules and no helper package: what Alipay's build takes as it is.
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, relative } from 'node:path'
import { build } from 'esbuild'
import { lowerToEs5 } from './lower-to-es5.mjs'
import { privateNames } from './private-names.mjs'
import { run } from './run.mjs'

const entryPoints = [
  'components/configure.ts',
  'components/subscribe-message/index.ts',
  'components/subscribe-panel/index.ts',
  'components/_shared/panel-sheet/index.ts',
]

// `my.request` and `console.warn` are not ours to shorten; templates read `view`.
const shortened = privateNames.filter((name) => !['request', 'warn', 'view'].includes(name))

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/**
 * esbuild joins modules and can't lower to ES5, TypeScript lowers file by file. Code that several components
 * use becomes one chunk: a page loads it once, and what `configure` was told is one state for all.
 */
export async function bundleComponents() {
  await run(process.execPath, [tsc, '-p', 'gulp/tsconfig.es5.json'])
  const { outputFiles } = await build({
    entryPoints,
    outdir: 'es',
    outbase: 'components',
    chunkNames: '_shared/chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'esnext',
    charset: 'utf8',
    // A mini program downloads all of it: long explanations stand in docs/errors.md instead.
    define: { __DEV__: 'false' },
    // Else a constant of another module is no constant here, and dead branches stay.
    minifySyntax: true,
    mangleProps: new RegExp(`^(${shortened.join('|')})$`),
    write: false,
  })
  await Promise.all(outputFiles.map(writeAsEs5))
}

async function writeAsEs5({ path, text }) {
  const code = await lowerToEs5(text).catch((error) => {
    throw new Error(`${relative('.', path)}: ${error.message}`, { cause: error })
  })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, code)
}
