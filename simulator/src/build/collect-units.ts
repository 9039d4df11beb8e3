import { type Project, readUnit, type UnitFiles } from '../project/read-unit.js'
import { resolvePath } from '../project/resolve.js'
import { SourceError } from '../source-error.js'
import { compileStyle, type StyleSource } from '../styles/compile-style.js'

/** A page or component, ready to be written into the bundle. */
export interface BuiltUnit extends UnitFiles {
  /** Shown paths by tag. */
  using: Record<string, string>
  style: string
}

/** Reads and compiles every page of a program with all components that they use. What one lacks stops no other. */
export async function collectUnits(project: Project, pages: string[]): Promise<BuiltUnit[]> {
  const { root, files } = project
  const units = new Map<string, UnitFiles>()
  const collect = (path: string, isPage: boolean): void => {
    if (units.has(path)) return
    const unit = readUnit(project, path, isPage)
    units.set(path, unit)
    for (const target of Object.values(unit.components)) collect(target, false)
  }
  for (const page of pages) collect(resolvePath(`/${page}`, root, root, () => false), true)
  const built: BuiltUnit[] = []
  for (const unit of units.values()) {
    const { path, scopeAttribute, errors, warnings } = unit
    built.push({
      ...unit,
      using: Object.fromEntries(
        Object.entries(unit.components).map(([tag, target]) => [tag, units.get(target)?.shown ?? '']),
      ),
      style: await styleOf({ path, root, files, scope: scopeAttribute, warnings }, errors),
    })
  }
  return built
}

/** Empty, with an error, where the style can't be used. */
export async function styleOf(source: StyleSource, errors: SourceError[]): Promise<string> {
  try {
    return await compileStyle(source)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    errors.push(error)
    return ''
  }
}
