import { attributeOf, type AxmlNode, type ElementNode } from './nodes.js'
import { parse } from './parse.js'
import { readSjsImport } from './import-sjs.js'
import { TreeGenerator } from './generate-tree.js'
import { SourceFile } from './source-file.js'
import type { SourceError } from '../source-error.js'

/** How the compiler reaches files beside the one it compiles. Paths are absolute. */
export interface AxmlFiles {
  /** Undefined where there is no such file. */
  read(path: string): string | undefined
  /** What `src` or `from` in the file `from` means. */
  resolve(from: string, target: string): string
}

export interface AxmlSource {
  /** Absolute; stands in errors. */
  path: string
  text: string
  /** Tags that are components of this template. */
  components: ReadonlySet<string>
  files: AxmlFiles
}

export interface CompiledAxml {
  /** Body of `(sjs) => ({ root })`; `sjs` holds the modules of `sjs` in their order. */
  code: string
  /** Absolute paths of the sjs modules. */
  sjs: string[]
  /** Absolute paths of the axml files that were imported or included. */
  files: string[]
  /** Mistakes in the template and in what it includes and imports; none of them stops it. */
  warnings: SourceError[]
}

/** What a template was compiled to, as long as its files still give the same answers. */
interface Kept extends Pick<AxmlSource, 'text' | 'components'> {
  answers: ((files: AxmlFiles) => boolean)[]
  compiled: CompiledAxml
}

/** By path. Tests make a harness each, and a preview reads all pages after a change of one: most ask for the same again. */
const kept = new Map<string, Kept>()

/** Compiles a template with all that it includes and imports. What can't be read is a warning, and left out. */
export function compileAxml(source: AxmlSource): CompiledAxml {
  const { text, components } = source
  const known = kept.get(source.path)
  if (known && isTheSame(known, source)) return known.compiled
  const answers: Kept['answers'] = []
  const files: AxmlFiles = {
    read: (path) => {
      const found = source.files.read(path)
      answers.push((now) => now.read(path) === found)
      return found
    },
    resolve: (from, target) => {
      const path = source.files.resolve(from, target)
      answers.push((now) => now.resolve(from, target) === path)
      return path
    },
  }
  const compiled = new Compilation({ ...source, files }).run()
  kept.set(source.path, { text, components, answers, compiled })
  return compiled
}

function isTheSame(known: Kept, { text, components, files }: AxmlSource): boolean {
  const isSameSet =
    components.size === known.components.size && [...components].every((tag) => known.components.has(tag))
  return text === known.text && isSameSet && known.answers.every((holds) => holds(files))
}

interface Unit {
  nodes: AxmlNode[]
  locals: Map<string, string>
  /** Variables that hold template tables: the file's own, then those of the files it imports. */
  tables: string[]
}

class Compilation {
  private readonly warnings: SourceError[] = []
  private readonly sjs: string[] = []
  private readonly files = new Set<string>()
  private readonly lines: string[] = []
  /** Table variable of each imported file. */
  private readonly tables = new Map<string, string>()
  private readonly tree: TreeGenerator

  constructor(private readonly source: AxmlSource) {
    this.tree = new TreeGenerator(source.components)
  }

  run(): CompiledAxml {
    const { path, text } = this.source
    const unit = this.unit(path, text, this.newTable(path))
    const root = this.tree.children(unit.nodes, unit)
    const code = [
      'const pick = (module, name) => module[name] !== undefined ? module[name] : module.default?.[name]',
      `const ${[...this.tables.values()].map((table) => `${table} = {}`).join(', ')}`,
      ...this.lines,
      `return { root: (c, d) => ${root} }`,
    ].join('\n')
    return { code, sjs: this.sjs, files: [...this.files], warnings: this.warnings }
  }

  private parse(path: string, text: string): AxmlNode[] {
    return parse(new SourceFile(path, text, this.warnings))
  }

  private newTable(path: string): string {
    const table = `t${this.tables.size}`
    this.tables.set(path, table)
    return table
  }

  /** Reads a file's imports and templates, and returns what is drawn. */
  private unit(path: string, text: string, table: string): Unit {
    const unit: Unit = { nodes: [], locals: new Map(), tables: [table] }
    const templates: ElementNode[] = []
    unit.nodes = this.withoutDeclarations(this.parse(path, text), unit, templates, [path])
    for (const template of templates) {
      const name = JSON.stringify(attributeOf(template, 'name')?.value)
      this.lines.push(`${table}[${name}] = (c, d) => ${this.tree.children(template.children, unit)}`)
    }
    return unit
  }

  private withoutDeclarations(
    nodes: AxmlNode[],
    unit: Unit,
    templates: ElementNode[],
    including: string[],
  ): AxmlNode[] {
    return nodes.flatMap((node): AxmlNode[] => {
      if (node.kind === 'text') return [node]
      if (node.tag === 'import-sjs') this.importSjs(node, unit)
      else if (node.tag === 'import') this.importTemplates(node, unit)
      else if (node.tag === 'include') return this.include(node, unit, templates, including)
      else if (node.tag === 'template' && attributeOf(node, 'name')) {
        templates.push({ ...node, children: this.inside(node, unit, templates, including) })
      } else return [{ ...node, children: this.inside(node, unit, templates, including) }]
      return []
    })
  }

  private inside(node: ElementNode, unit: Unit, templates: ElementNode[], including: string[]) {
    return this.withoutDeclarations(node.children, unit, templates, including)
  }

  private importSjs(node: ElementNode, unit: Unit): void {
    const read = readSjsImport(node)
    if (!read) return
    const path = this.source.files.resolve(node.source.path, read.from)
    const isThere = this.source.files.read(path) !== undefined
    if (!isThere) warnMissing(node, 'from', path)
    let index = this.sjs.indexOf(path)
    if (index < 0 && isThere) index = this.sjs.push(path) - 1
    for (const [local, imported] of read.names)
      unit.locals.set(local, isThere ? exportOf(index, imported) : 'undefined')
  }

  private importTemplates(node: ElementNode, unit: Unit): void {
    const loaded = this.load(node)
    if (!loaded) return
    const known = this.tables.get(loaded.path)
    const table = known ?? this.newTable(loaded.path)
    unit.tables.push(table)
    if (!known) this.unit(loaded.path, loaded.text, table)
  }

  private include(node: ElementNode, unit: Unit, templates: ElementNode[], including: string[]): AxmlNode[] {
    const loaded = this.load(node)
    if (!loaded) return []
    const { path, text } = loaded
    if (including.includes(path)) {
      node.source.warn(`${path} includes itself`, node.offset, 'Break the circle')
      return []
    }
    // Included text sees the names around it, but its own templates stay behind.
    return this.withoutDeclarations(this.parse(path, text), unit, templates, [...including, path])
  }

  private load(node: ElementNode): { path: string; text: string } | undefined {
    const src = attributeOf(node, 'src')
    if (!src?.value) {
      node.source.warn(`<${node.tag}> needs src`, node.offset, 'Write src="./name.axml"')
      return undefined
    }
    const path = withExtension(this.source.files.resolve(node.source.path, src.value))
    const text = this.source.files.read(path)
    if (text === undefined) {
      warnMissing(node, 'src', path)
      return undefined
    }
    this.files.add(path)
    return { path, text }
  }
}

const withExtension = (path: string) => (path.endsWith('.axml') ? path : `${path}.axml`)

const exportOf = (index: number, imported: string | undefined) =>
  imported === undefined
    ? `(sjs[${index}].default ?? sjs[${index}])`
    : `pick(sjs[${index}], ${JSON.stringify(imported)})`

function warnMissing(node: ElementNode, name: string, path: string): void {
  const { offset } = attributeOf(node, name) ?? node
  node.source.warn(`there is no ${path}`, offset, 'Correct the path, or add the file')
}
