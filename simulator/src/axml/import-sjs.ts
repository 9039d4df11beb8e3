import { attributeOf, type ElementNode } from './nodes.js'

interface SjsImport {
  /** As written. */
  from: string
  /** Name in the template, and the export it stands for: undefined is the module's default. */
  names: [local: string, imported: string | undefined][]
}

const identifier = /^[A-Za-z_$][\w$]*$/

/** `<import-sjs name="utils" from="./x.sjs" />`, or with several: `name="{a, b: c}"`. */
export function readSjsImport(node: ElementNode): SjsImport {
  const from = attributeOf(node, 'from')?.value
  const name = attributeOf(node, 'name')
  if (!from) throw node.source.error('<import-sjs> needs from', node.offset, 'Write from="./name.sjs"')
  if (!name?.value) throw node.source.error('<import-sjs> needs name', node.offset, 'Write name="utils"')
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
  const wrong = names.flat().find((part) => part !== undefined && !identifier.test(part))
  if (wrong !== undefined)
    throw node.source.error(`${JSON.stringify(wrong)} is no name`, name.valueOffset, 'Use letters and digits')
  return { from, names }
}
