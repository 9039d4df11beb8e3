import type { SourceFile } from './source-file.js'

export interface Attribute {
  name: string
  /** Undefined where the name stands alone, as in `<input password />`. */
  value: string | undefined
  offset: number
  /** Of the value's first character. */
  valueOffset: number
}

export interface ElementNode {
  kind: 'element'
  tag: string
  attributes: Attribute[]
  children: AxmlNode[]
  /** Where it was written: an included file keeps its own. */
  source: SourceFile
  offset: number
}

export interface TextNode {
  kind: 'text'
  value: string
  source: SourceFile
  offset: number
}

export type AxmlNode = ElementNode | TextNode

export const attributeOf = (node: ElementNode, name: string) =>
  node.attributes.find((attribute) => attribute.name === name)
