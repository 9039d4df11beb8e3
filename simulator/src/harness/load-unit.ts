import { compileAxml } from '../axml/compile.js'
import { readJson } from '../project/read-json.js'
import { type ProjectFiles, resolveComponent, resolvePath, shownPath } from '../project/resolve.js'
import type { ScriptGlobals } from '../runtime/script-globals.js'
import type { Bag, Unit } from '../runtime/unit.js'
import { evaluate } from './evaluate.js'

/** Runs or imports a script or sjs module and gives what it exports. */
export type Load = (file: string) => unknown

export interface LoaderOptions {
  root: string
  files: ProjectFiles
  load: Load
  scripts: ScriptGlobals
  /** app.json's usingComponents, with absolute paths. */
  globalComponents?: Record<string, string>
}

/** A script calls Component only the first time that it is loaded: what it passed is kept by file. */
const optionsOfFile = new Map<string, Bag>()

/** Loads pages and components with everything they use. */
export class UnitLoader {
  private readonly units = new Map<string, Unit>()

  constructor(private readonly options: LoaderOptions) {}

  /** @param path absolute, without a suffix */
  async load(path: string): Promise<Unit> {
    const known = this.units.get(path)
    if (known) return known
    const { files, root, globalComponents = {} } = this.options
    const text = files.read(`${path}.axml`)
    if (text === undefined) throw new Error(`there is no ${path}.axml`)
    const json = readJson(files, `${path}.json`)
    const components: Record<string, string> = { ...globalComponents }
    for (const [tag, target] of Object.entries(json.usingComponents))
      components[tag] = resolveComponent(files, root, json, tag, target)
    const compiled = compileAxml({
      path: `${path}.axml`,
      text,
      components: new Set(Object.keys(components)),
      files: {
        read: (file) => files.read(file),
        resolve: (from, target) => resolvePath(target, from, root, (file) => files.exists(file)),
      },
    })
    const unit: Unit = {
      path: shownPath(path, root),
      template: { root: () => [] },
      options: {},
      using: {},
    }
    // Known before its inner components are loaded, since a component may use itself.
    this.units.set(path, unit)
    const sjs: unknown[] = []
    for (const file of compiled.sjs) sjs.push(await this.options.load(file))
    unit.template = evaluate(compiled)(sjs)
    for (const [tag, target] of Object.entries(components)) unit.using[tag] = await this.load(target)
    unit.options = await this.run(path)
    return unit
  }

  /** Runs the script beside an axml file and gives what it registered. */
  async run(path: string): Promise<Bag> {
    const { files, load, scripts } = this.options
    const file = ['.ts', '.js'].map((extension) => path + extension).find((name) => files.exists(name))
    if (!file) throw new Error(`there is no script ${path}.js`)
    scripts.take()
    await load(file)
    const registered = scripts.take() ?? optionsOfFile.get(file)
    if (!registered) throw new Error(`${file} calls neither Component nor Page nor App`)
    optionsOfFile.set(file, registered)
    return registered
  }
}
