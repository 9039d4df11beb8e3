// Components in ES5 with ES modules and no helper package: what Alipay's build takes as it is.
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, relative } from 'node:path'
import { parse } from 'acorn'
import { build, transform } from 'esbuild'
import ts from 'typescript'
import { run } from './run.mjs'

const entryPoints = [
  'components/configure.ts',
  'components/subscribe-message/index.ts',
  'components/subscribe-panel/index.ts',
  'components/_shared/panel-sheet/index.ts',
]

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
    // One build only, so it keeps the remedies in its messages.
    define: { __DEV__: 'true' },
    // Else a constant of another module is no constant here, and dead branches stay.
    minifySyntax: true,
    write: false,
  })
  await Promise.all(outputFiles.map(writeAsEs5))
}

async function writeAsEs5({ path, text }) {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      // Loops over anything but an array would need a helper in each file: tsconfig.es5.json refuses them.
      downlevelIteration: false,
      importHelpers: false,
    },
  })
  const { code } = await transform(withoutExtensions(outputText), {
    target: 'es5',
    charset: 'utf8',
    minify: true,
  })
  checkEs5(code, path)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, code)
}

/** Modules of mini programs are named without `.js`. */
const withoutExtensions = (code) => code.replace(/(from\s*|import\s*)"(\.[^"]+)\.js"/g, '$1"$2"')

function checkEs5(code, path) {
  try {
    parse(code, { ecmaVersion: 5, sourceType: 'module' })
  } catch (error) {
    throw new Error(`${relative('.', path)} is not ES5: ${error.message}`, { cause: error })
  }
}
