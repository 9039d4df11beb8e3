import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle, type BuildFailure, type Loader, type Message, type Plugin, transform } from 'esbuild'
import { SourceError } from '../source-error.js'

const here = dirname(fileURLToPath(import.meta.url))

export interface BundledScripts {
  script: string
  /** Scripts that can't be read, and imports that lead nowhere: each throws when it is loaded. */
  errors: SourceError[]
  warnings: SourceError[]
}

/** What stands for parts of a program that the bundler refuses. */
interface Mended {
  /** Message to throw, by absolute path of a script. */
  broken: Map<string, string>
  /** Message to throw, by `importer:import`. */
  missing: Map<string, string>
  /** Scripts that are made CommonJS first, where an import that is not exported is undefined, as on the platform. */
  loose: Set<string>
}

/** Bundles a program. A script that can't be read is left out alone, so that all others run. */
export async function bundleScripts(entry: string, root: string): Promise<BundledScripts> {
  const mended: Mended = { broken: new Map(), missing: new Map(), loose: new Set() }
  const errors: SourceError[] = []
  const warnings: SourceError[] = []
  for (;;) {
    const { script, messages, notes } = await attempt(entry, root, mended)
    const mixed = notes.filter(
      ({ id, location }) => id === 'commonjs-variable-in-esm' && !location?.file.includes('node_modules/'),
    )
    const before = size(mended)
    for (const message of messages) mend(message, root, mended, errors, warnings)
    // A script that has both `import` and `module.exports` runs on the platform.
    for (const { location } of mixed) mended.loose.add(resolve(root, location?.file ?? ''))
    if (size(mended) > before) continue
    if (script !== undefined) return { script, errors, warnings }
    throw new AggregateError(messages.map((message) => asSourceError(message, root)), 'the scripts have errors')
  }
}

const size = ({ broken, missing, loose }: Mended) => broken.size + missing.size + loose.size

function mend(message: Message, root: string, mended: Mended, errors: SourceError[], warnings: SourceError[]): void {
  const file = message.location && resolve(root, message.location.file)
  if (!file || !existsSync(file)) return
  const error = asSourceError(message, root)
  const wanted = /^Could not resolve "(.*)"/s.exec(message.text)?.[1]
  if (message.text.startsWith('No matching export')) {
    warnings.push(new SourceError(`${message.text}: it is undefined`, error, 'Export it, or import what is there'))
    mended.loose.add(file)
  } else {
    errors.push(error)
    if (wanted === undefined) mended.broken.set(file, error.message)
    else mended.missing.set(`${file}:${wanted}`, error.message)
  }
}

async function attempt(entry: string, root: string, mended: Mended) {
  try {
    const { outputFiles, warnings } = await bundle({
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
      plugins: [...(size(mended) > 0 ? [inPlaceOf(mended)] : []), fromRoot(root)],
      logLevel: 'silent',
      logLimit: 0,
    })
    return { script: outputFiles[0]?.text ?? '', messages: [], notes: warnings }
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>
    if (!errors) throw error
    return { script: undefined, messages: errors, notes: [] }
  }
}

const inPlaceOf = ({ broken, missing, loose }: Mended): Plugin => ({
  name: 'what was refused',
  setup(bundler) {
    const throwing = (message: string) => ({ contents: `throw new Error(${JSON.stringify(message)})` })
    bundler.onResolve({ filter: /.*/ }, ({ importer, path }) => {
      const message = missing.get(`${importer}:${path}`)
      return message === undefined ? undefined : { path: message, namespace: 'missing' }
    })
    bundler.onLoad({ filter: /.*/, namespace: 'missing' }, ({ path }) => throwing(path))
    bundler.onLoad({ filter: /.*/, namespace: 'file' }, async ({ path }) => {
      const message = broken.get(path)
      if (message !== undefined) return throwing(message)
      if (!loose.has(path)) return undefined
      const loader = (extname(path) === '.sjs' ? 'js' : extname(path).slice(1)) as Loader
      const text = await readFile(path, 'utf8')
      const { code } = await transform(text, { format: 'cjs', loader, sourcefile: path, sourcemap: 'inline' })
      return { contents: code, loader: 'js' }
    })
  },
})

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

function asSourceError({ text, location, notes }: Message, root: string): SourceError {
  const place = {
    file: resolve(root, location?.file ?? 'app.js'),
    line: location?.line ?? 1,
    column: (location?.column ?? 0) + 1,
  }
  const remedy = text.startsWith('Could not resolve')
    ? 'Correct the path, or install the package'
    : 'Correct the script'
  return new SourceError(text, place, [...notes.map((note) => note.text), remedy].join('. '))
}
