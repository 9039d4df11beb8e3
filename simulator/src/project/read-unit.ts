import { createHash } from 'node:crypto'
import { compileAxml, type CompiledAxml } from '../axml/compile.js'
import { SourceError } from '../source-error.js'
import { placeIn, readJson, type UnitJson } from './read-json.js'
import type { ProjectFiles } from './disk.js'
import { resolveComponent, resolvePath, shownPath } from './resolve.js'

/** A mini program on the disk. */
export interface Project {
  /** Absolute. */
  root: string
  files: ProjectFiles
  /** app.json, whose components every page and component has. */
  app?: UnitJson
}

/** A page or component as its files say it: the preview writes it into a bundle, jest runs it. */
export interface UnitFiles {
  /** Absolute, without a suffix. */
  path: string
  /** As shown. */
  shown: string
  isPage: boolean
  template: CompiledAxml
  /** Absolute; undefined where there is none. */
  script: string | undefined
  /** Absolute paths by tag. */
  components: Record<string, string>
  /** Put on every element where its styles must not leak out. */
  scopeAttribute: string | undefined
  json: UnitJson
  /** What can't be used; the rest is drawn. */
  errors: SourceError[]
  warnings: SourceError[]
}

const nothing: CompiledAxml = { code: 'return { root: () => [] }', sjs: [], files: [], warnings: [] }

/** Reads a page or component, and compiles its template. `path` is absolute, without a suffix. Never throws. */
export function readUnit(project: Project, path: string, isPage: boolean): UnitFiles {
  const { root, files, app } = project
  const errors: SourceError[] = []
  const warnings: SourceError[] = []
  const json = readUnitJson(files, `${path}.json`, errors)
  const components = {
    ...(app && resolveComponents(project, app, warnings)),
    ...resolveComponents(project, json, warnings),
  }
  const text = files.read(`${path}.axml`)
  if (text === undefined) errors.push(missingTemplate(project, path))
  const script = scriptOf(files, path)
  if (script === undefined) errors.push(missingScript(path))
  const template =
    text === undefined
      ? nothing
      : compileAxml({
          path: `${path}.axml`,
          text,
          components: new Set(Object.keys(components)),
          files: {
            read: (file) => files.read(file),
            resolve: (from, target) => resolvePath(target, from, root, (file) => files.exists(file)),
          },
        })
  return {
    path,
    shown: shownPath(path, root),
    isPage,
    template,
    script,
    components,
    scopeAttribute:
      isPage || json.styleIsolation === 'shared'
        ? undefined
        : `data-s-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`,
    json,
    errors,
    warnings: [...warnings, ...template.warnings],
  }
}

/** The `.ts` or `.js` beside a path; undefined where there is none. */
export const scriptOf = (files: ProjectFiles, path: string): string | undefined =>
  ['.ts', '.js'].map((extension) => path + extension).find((file) => files.exists(file))

export const missingScript = (path: string): SourceError =>
  new SourceError(
    `there is no script ${path}.js`,
    { file: `${path}.js`, line: 1, column: 1 },
    'Add it: a page calls Page({}), a component Component({})',
  )

function readUnitJson(files: ProjectFiles, path: string, errors: SourceError[]): UnitJson {
  try {
    return readJson(files, path)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    errors.push(error)
    return readJson({ ...files, read: () => undefined }, path)
  }
}

/** Components by tag. One that can't be had is left out with a warning: a box stands for it. */
function resolveComponents(
  project: Project,
  json: UnitJson,
  warnings: SourceError[],
): Record<string, string> {
  const components: Record<string, string> = {}
  for (const [tag, target] of Object.entries(json.usingComponents)) {
    const { path, warning } = resolveComponent(project, json, tag, target)
    if (path !== undefined) components[tag] = path
    if (warning) warnings.push(warning)
  }
  return components
}

function missingTemplate({ app }: Project, path: string): SourceError {
  const page = ((app?.all['pages'] ?? []) as unknown[]).find(
    (name) => typeof name === 'string' && path.endsWith(name),
  )
  const problem = `there is no ${path}.axml`
  if (!app || typeof page !== 'string')
    return new SourceError(
      problem,
      { file: `${path}.axml`, line: 1, column: 1 },
      'Add it, or correct the path',
    )
  return new SourceError(
    problem,
    placeIn(app, app.text.indexOf(page)),
    'Add the page, or take it out of "pages"',
  )
}
