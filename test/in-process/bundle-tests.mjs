import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, Script } from 'node:vm'
import { build } from 'esbuild'

/**
 * All tests below `tests` with all they test, as one script that is compiled once and runs anew for each mutant.
 * `leaveOut` are those that are not among them; `first` is loaded before any; those that `isSlow` come last.
 */
export async function bundleTests({ tests, leaveOut = [], first = [] }, isSlow) {
  const folder = join(process.cwd(), tests)
  const files = readdirSync(folder, { recursive: true }).filter(
    (file) => file.endsWith('.test.ts') && !leaveOut.some((start) => file.startsWith(start)),
  )
  // What is quick first: most mutants are noticed by the first test.
  files.sort((one, other) => Number(isSlow(one)) - Number(isSlow(other)))
  const describes = files.map((file) => `describe(${JSON.stringify(file)}, () => void require('./${file}'))`)
  const { outputFiles } = await build({
    stdin: {
      contents: [...first.map((file) => `import '${file}'`), ...describes].join('\n'),
      resolveDir: folder,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external: ['acorn', 'esbuild', 'less', 'playwright-core'],
    plugins: [withPlaces],
    logLevel: 'error',
  })
  const script = new Script(`(function (require, module, exports) {${outputFiles[0].text}\n})`, {
    filename: join(folder, 'all-tests.cjs'),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  return { script, require: createRequire(join(folder, 'tests.cjs')) }
}

/** In a bundle a file no longer knows where it lies. */
const withPlaces = {
  name: 'places of files',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/](src|test)[\\/].*\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('__dirname', JSON.stringify(dirname(path))),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }))
  },
}
