import { minify } from '@swc/core'
import { parse } from 'acorn'
import ts from 'typescript'
import { helpersFor } from './es5-helpers.mjs'

/** A bundled ES module as ES5 with ES modules, as small as it gets. */
export async function lowerToEs5(code) {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      // Loops over anything but an array would need a helper in each file: tsconfig.es5.json refuses them.
      downlevelIteration: false,
      noEmitHelpers: true,
    },
  })
  const lowered = `${helpersFor(outputText)}\n${withoutExtensions(outputText)}`
  const { code: small } = await minify(lowered, {
    module: true,
    ecma: 5,
    compress: { ecma: 5, passes: 3, toplevel: true, keep_fargs: false, pure_getters: true },
    mangle: { toplevel: true },
    format: { ecma: 5, ascii_only: false },
  })
  parse(small, { ecmaVersion: 5, sourceType: 'module' })
  return small
}

/** Modules of mini programs are named without `.js`. */
const withoutExtensions = (code) => code.replace(/(from\s*|import\s*)"(\.[^"]+)\.js"/g, '$1"$2"')
