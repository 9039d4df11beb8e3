import { createHash } from 'node:crypto'
import { compileAxml } from '../axml/compile.js'
import type { AppJson } from '../project/app-json.js'
import { readJson } from '../project/read-json.js'
import { type ProjectFiles, resolveComponent, resolvePath, shownPath } from '../project/resolve.js'
import { SourceError } from '../source-error.js'
import { compileStyle } from '../styles/compile-style.js'

/** A page or component, ready to be written into the bundle. */
export interface BuiltUnit {
  /** As shown. */
  path: string
  isPage: boolean
  script: string
  /** Body of the template's factory. */
  template: string
  /** Absolute paths of sjs modules. */
  sjs: string[]
  /** Shown paths by tag. */
  using: Record<string, string>
  scopeAttribute: string | undefined
  style: string
  json: Record<string, unknown>
}

/** Reads and compiles every page of a program with all components that they use. */
export async function collectUnits(root: string, app: AppJson, files: ProjectFiles): Promise<BuiltUnit[]> {
  const units = new Map<string, BuiltUnit>()
  const globals = resolveAll(files, root, app.json)
  const errors: unknown[] = []
  const collect = async (path: string, isPage: boolean): Promise<void> => {
    if (units.has(path)) return
    const json = readJson(files, `${path}.json`)
    const components = { ...globals, ...resolveAll(files, root, json) }
    const text = files.read(`${path}.axml`) ?? missingPage(app, path)
    const scopeAttribute =
      isPage || json.styleIsolation === 'shared'
        ? undefined
        : `data-s-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
    const compiled = compileAxml({
      path: `${path}.axml`,
      text,
      components: new Set(Object.keys(components)),
      files: {
        read: (file) => files.read(file),
        resolve: (from, target) => resolvePath(target, from, root, (file) => files.exists(file)),
      },
    })
    units.set(path, {
      path: shownPath(path, root),
      isPage,
      script: scriptOf(files, path),
      template: compiled.code,
      sjs: compiled.sjs,
      using: Object.fromEntries(Object.entries(components).map(([tag, to]) => [tag, shownPath(to, root)])),
      scopeAttribute,
      style: await compileStyle({ path, root, files, scope: scopeAttribute }),
      json: json.all,
    })
    for (const target of Object.values(components)) await collect(target, false)
  }
  for (const page of app.pages) {
    try {
      await collect(resolvePath(`/${page}`, root, root, () => false), true)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'the mini program has errors')
  return [...units.values()]
}

function resolveAll(files: ProjectFiles, root: string, json: ReturnType<typeof readJson>) {
  return Object.fromEntries(
    Object.entries(json.usingComponents).map(([tag, target]) => [
      tag,
      resolveComponent(files, root, json, tag, target),
    ]),
  )
}

export function scriptOf(files: ProjectFiles, path: string): string {
  const found = ['.ts', '.js'].map((extension) => path + extension).find((file) => files.exists(file))
  if (found) return found
  throw new SourceError(
    'there is no script',
    { file: `${path}.js`, line: 1, column: 1 },
    'Add it: a page calls Page({}), a component Component({})',
  )
}

function missingPage({ json, pages }: AppJson, path: string): never {
  const name = pages.find((page) => path.endsWith(page)) ?? path
  const offset = Math.max(0, json.text.indexOf(name))
  const before = json.text.slice(0, offset)
  throw new SourceError(
    `there is no ${path}.axml`,
    { file: json.path, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') },
    'Add the page, or take it out of "pages"',
  )
}
