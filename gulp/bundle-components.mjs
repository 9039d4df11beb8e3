import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { build, transform } from 'esbuild'
import ts from 'typescript'

/**
 * Each entry as one file in ES5 that imports nothing: every bundler takes it as it is. esbuild joins the modules
 * but can't lower to ES5, TypeScript lowers but can't join.
 */
export async function bundleComponents() {
  const { outputFiles } = await build({
    entryPoints: ['components/configure.ts', 'components/request.ts', 'components/**/index.ts'],
    outdir: 'es',
    outbase: 'components',
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

/** An ES module in ES5, with what ES5 lacks in it, and small. */
export async function toEs5(module) {
  const { outputText } = ts.transpileModule(module, {
    // `downlevelIteration`: without it, spread and for-of of a Map or a Set give nothing, and no error.
    compilerOptions: { target: 'ES5', module: 'ESNext', downlevelIteration: true },
  })
  // With this target esbuild also refuses what is not ES5.
  const { code } = await transform(outputText, { minify: true, target: 'es5' })
  return code
}
