import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { build } from 'esbuild'
import { minify } from 'terser'
import ts from 'typescript'

export const bundleComponents = () =>
  bundleToEs5(
    ['components/configure.ts', 'components/request.ts', 'components/**/index.ts'],
    'components',
    'es',
  )

/** For bundlers and mini programs: these know no package exports, so the path in the package is the import's. */
export const bundleLanguages = () => bundleToEs5(['src/languages/*.ts'], 'src/languages', 'languages')

/**
 * Each entry as one file in ES5 that imports nothing: every bundler takes it as it is. esbuild joins the modules
 * but can't lower to ES5, TypeScript lowers but can't join.
 */
async function bundleToEs5(entryPoints, outbase, outdir) {
  const { outputFiles } = await build({
    entryPoints,
    outdir,
    outbase,
    bundle: true,
    format: 'esm',
    // A mini program downloads all of it: long explanations stand in docs/errors.md instead.
    define: { __DEV__: 'false' },
    // Drops what is behind `if (__DEV__)`.
    minifySyntax: true,
    write: false,
  })
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, await toEs5(text))
    }),
  )
}

/**
 * An ES module in ES5, with what ES5 lacks in it, and small.
 * @param {string} module
 * @returns {Promise<string>}
 */
export async function toEs5(module) {
  const { outputText } = ts.transpileModule(module, {
    // `downlevelIteration`: without it, spread and for-of of a Map or a Set give nothing, and no error.
    compilerOptions: { target: 'ES5', module: 'ESNext', downlevelIteration: true },
  })
  const { code } = await minify(outputText, { ecma: 5, module: true, format: { ascii_only: true } })
  return code
}
