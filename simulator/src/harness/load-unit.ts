import { type Project, readUnit, scriptOf } from '../project/read-unit.js'
import type { ScriptGlobals } from '../runtime/script-globals.js'
import type { Unit } from '../runtime/render-context.js'
import type { Bag } from '../runtime/world.js'
import { evaluate } from './evaluate.js'

/** Runs or imports a script or sjs module and gives what it exports. */
export type Load = (file: string) => unknown

export interface LoaderOptions {
  project: Project
  load: Load
  scripts: ScriptGlobals
}

/** A script calls Component only the first time that it is loaded: what it passed is kept by file. */
const optionsOfFile = new Map<string, Bag>()

/** Loads pages and components with everything they use. What fails is told when it is drawn. */
export class UnitLoader {
  private readonly units = new Map<string, Unit>()

  constructor(private readonly options: LoaderOptions) {}

  /** @param path absolute, without a suffix */
  async load(path: string, isPage = false): Promise<Unit> {
    const known = this.units.get(path)
    if (known) return known
    const { project, load } = this.options
    const read = readUnit(project, path, isPage)
    const errors: unknown[] = [...read.errors]
    const attempt = async (run: () => unknown): Promise<unknown> => {
      try {
        return await run()
      } catch (error) {
        errors.push(error)
        return undefined
      }
    }
    const unit: Unit = {
      path: read.shown,
      template: { root: () => [] },
      options: {},
      using: {},
      errors,
      warnings: read.warnings.map(({ message }) => message),
    }
    // Known before its inner components are loaded, since a component may use itself.
    this.units.set(path, unit)
    const sjs: unknown[] = []
    for (const file of read.template.sjs) sjs.push((await attempt(() => load(file))) ?? {})
    unit.template = evaluate(read.template)(sjs)
    for (const [tag, target] of Object.entries(read.components)) unit.using[tag] = await this.load(target)
    if (read.script !== undefined) unit.options = ((await attempt(() => this.run(path))) ?? {}) as Bag
    return unit
  }

  /** Runs the script beside an axml file and gives what it registered. */
  async run(path: string): Promise<Bag> {
    const { project, load, scripts } = this.options
    const file = scriptOf(project.files, path)
    if (!file) throw new Error(`there is no script ${path}.js`)
    scripts.take()
    await load(file)
    const registered = scripts.take() ?? optionsOfFile.get(file)
    if (!registered) throw new Error(`${file} calls neither Component nor Page nor App`)
    optionsOfFile.set(file, registered)
    return registered
  }
}
