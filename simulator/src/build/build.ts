import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle, type BuildFailure, type Plugin } from 'esbuild'
import { filesOnDisk } from '../project/disk.js'
import { readAppJson } from '../project/app-json.js'
import { SourceError } from '../source-error.js'
import { compileStyle } from '../styles/compile-style.js'
import { collectUnits, scriptOf } from './collect-units.js'
import { entryCode } from './entry-code.js'
import { page } from './page-html.js'

export interface BuildOptions {
  /** Folder that holds app.json. */
  folder: string
  /** Module whose exports, or default export, win over the simulator's `my`. */
  members?: string
  /** Address of a classic script that sets members of `window.my` before the program starts. */
  myScript?: string
}

/** A program as a page of the web. `html` loads `script` as `program.js`. */
export interface BuiltProgram {
  html: string
  script: string
  /** As app.json names the program. */
  title: string
}

const here = dirname(fileURLToPath(import.meta.url))
const runtime = ['start.js', 'start.ts']
  .map((name) => join(here, '..', 'browser', name))
  .find((path) => existsSync(path))

/**
 * Builds a mini program for a browser. Throws a SourceError, or an AggregateError of several, with file, line,
 * column and what to do.
 */
export async function build({ folder, members, myScript }: BuildOptions): Promise<BuiltProgram> {
  const root = resolve(folder)
  const files = filesOnDisk()
  if (!files.exists(join(root, 'app.json')))
    throw new SourceError('there is no app.json', { file: join(root, 'app.json'), line: 1, column: 1 }, 'Name the folder that holds it')
  const app = readAppJson(files, join(root, 'app.json'))
  const units = await collectUnits(root, app, files)
  const appStyle = await compileStyle({ path: join(root, 'app'), root, files, scope: undefined })
  const entry = entryCode({
    runtime: runtime ?? '',
    appScript: scriptOf(files, join(root, 'app')),
    app,
    units,
    members: members === undefined ? undefined : resolve(members),
  })
  const script = await bundleEntry(entry, root)
  const title = typeof app.window['defaultTitle'] === 'string' ? app.window['defaultTitle'] : 'Mini program'
  return { title, script, html: page({ title, appStyle, units, myScript }) }
}

async function bundleEntry(entry: string, root: string): Promise<string> {
  try {
    const { outputFiles } = await bundle({
      stdin: { contents: entry, resolveDir: here, sourcefile: 'program' },
      absWorkingDir: root,
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2020',
      charset: 'utf8',
      sourcemap: 'inline',
      loader: { '.sjs': 'js' },
      jsx: 'automatic',
      jsxImportSource: 'preact',
      plugins: [fromRoot(root)],
      logLevel: 'silent',
    })
    return outputFiles[0]?.text ?? ''
  } catch (error) {
    throw asSourceErrors(error, root)
  }
}

/** In a mini program `/` is its root. */
const fromRoot = (root: string): Plugin => ({
  name: 'root of the mini program',
  setup(bundler) {
    bundler.onResolve({ filter: /^\// }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === fromRoot || existsSync(path)) return undefined
      return bundler.resolve(`.${path}`, { kind, resolveDir: root, importer: resolveDir, pluginData: fromRoot })
    })
  },
})

function asSourceErrors(error: unknown, root: string): unknown {
  const messages = (error as Partial<BuildFailure>).errors
  if (!messages) return error
  const errors = messages.map(({ text, location, notes }) => {
    const place = {
      file: resolve(root, location?.file ?? 'app.js'),
      line: location?.line ?? 1,
      column: (location?.column ?? 0) + 1,
    }
    const remedy = text.startsWith('Could not resolve') ? 'Correct the path, or install the package' : 'Correct the script'
    return new SourceError(text, place, [...notes.map((note) => note.text), remedy].join('. '))
  })
  return new AggregateError(errors, 'the scripts have errors')
}
