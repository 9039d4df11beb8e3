import { attributeOf, type ElementNode } from './nodes.js'

interface SjsImport {
  /** As written. */
  from: string
  /** Name in the template, and the export it stands for: undefined is the module's default. */
  names: [local: string, imported: string | undefined][]
}

const identifier = /^[A-Za-z_$][\w$]*$/

/** `<import-sjs name="utils" from="./x.sjs" />`, or with several: `name="{a, b: c}"`. Undefined where one is missing. */
export function readSjsImport(node: ElementNode): SjsImport | undefined {
  const { source } = node
  const from = attributeOf(node, 'from')?.value
  const name = attributeOf(node, 'name')
  if (!from) source.warn('<import-sjs> needs from', node.offset, 'Write from="./name.sjs"')
  if (!name?.value) source.warn('<import-sjs> needs name', node.offset, 'Write name="utils"')
  if (!from || !name?.value) return undefined
  const several = /^\s*\{(.*)\}\s*$/s.exec(name.value)
  const names: SjsImport['names'] = several
    ? (several[1] ?? '')
        .split(',')
        .filter((entry) => entry.trim() !== '')
        .map((entry) => {
          const [imported = '', local = imported] = entry.split(':').map((part) => part.trim())
          return [local, imported]
        })
    : [[name.value.trim(), undefined]]
  const isName = (part: string | undefined) => part === undefined || identifier.test(part)
  const wrong = names.flat().find((part) => !isName(part))
  if (wrong !== undefined)
    source.warn(`${JSON.stringify(wrong)} is not a name`, name.valueOffset, 'Use letters and digits')
  return { from, names: names.filter((entry) => entry.every(isName)) }
}
