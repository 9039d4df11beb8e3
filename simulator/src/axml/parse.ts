import type { Attribute, AxmlNode, ElementNode } from './nodes.js'
import { endOfMustache } from './mustache.js'
import { SourceFile } from './source-file.js'

const nameCharacter = /[^\s=>/<"'`]/
const blank = /\s/

/** Reads axml into a tree. Throws a SourceError with the place of what it can't read. */
export function parse(path: string, text: string): AxmlNode[] {
  return new AxmlParser(new SourceFile(path, text)).parse()
}

class AxmlParser {
  private at = 0
  private readonly text: string

  constructor(private readonly source: SourceFile) {
    this.text = source.text
  }

  parse(): AxmlNode[] {
    const nodes = this.children(undefined)
    return nodes
  }

  /** Up to the closing tag of `parent`, or to the end of the file. */
  private children(parent: ElementNode | undefined): AxmlNode[] {
    const nodes: AxmlNode[] = []
    while (this.at < this.text.length) {
      if (this.text.startsWith('<!--', this.at)) this.comment()
      else if (this.text.startsWith('</', this.at)) {
        this.closingTag(parent)
        return nodes
      } else if (this.isTagStart()) nodes.push(this.element())
      else nodes.push(this.textNode())
    }
    if (parent)
      throw this.source.error(`<${parent.tag}> is never closed`, parent.offset, `Add </${parent.tag}>`)
    return nodes
  }

  private isTagStart(): boolean {
    return this.text[this.at] === '<' && /[a-zA-Z]/.test(this.text[this.at + 1] ?? '')
  }

  private comment(): void {
    const end = this.text.indexOf('-->', this.at + 4)
    if (end < 0) throw this.source.error('the comment is never closed', this.at, 'Add -->')
    this.at = end + 3
  }

  private closingTag(parent: ElementNode | undefined): void {
    const start = this.at
    this.at += 2
    const tag = this.name()
    this.skipBlanks()
    if (this.text[this.at] !== '>') throw this.source.error(`</${tag} is never ended`, start, 'Add >')
    this.at += 1
    if (parent?.tag === tag) return
    if (!parent)
      throw this.source.error(`</${tag}> closes nothing`, start, 'Remove it, or open the element before')
    const { line, column } = this.source.placeOf(parent.offset)
    const opened = `<${parent.tag}> (line ${line}, column ${column})`
    throw this.source.error(
      `</${tag}> stands where ${opened} is still open`,
      start,
      `Close ${parent.tag} first`,
    )
  }

  private textNode(): AxmlNode {
    const offset = this.at
    while (
      this.at < this.text.length &&
      !this.isTagStart() &&
      !this.text.startsWith('</', this.at) &&
      !this.text.startsWith('<!--', this.at)
    ) {
      // A `<` inside a mustache compares.
      this.at = this.text.startsWith('{{', this.at) ? endOfMustache(this.source, this.at) : this.at + 1
    }
    return { kind: 'text', value: this.text.slice(offset, this.at), source: this.source, offset }
  }

  private element(): ElementNode {
    const offset = this.at
    this.at += 1
    const tag = this.name()
    const node: ElementNode = {
      kind: 'element',
      tag,
      attributes: [],
      children: [],
      source: this.source,
      offset,
    }
    for (;;) {
      this.skipBlanks()
      if (this.text.startsWith('/>', this.at)) {
        this.at += 2
        return node
      }
      if (this.text[this.at] === '>') {
        this.at += 1
        node.children = this.children(node)
        return node
      }
      const attribute = this.attribute(tag, offset)
      if (node.attributes.some(({ name }) => name === attribute.name))
        throw this.source.error(
          `${attribute.name} is given twice on <${tag}>`,
          attribute.offset,
          'Keep one of them',
        )
      node.attributes.push(attribute)
    }
  }

  private attribute(tag: string, tagOffset: number): Attribute {
    const offset = this.at
    if (offset >= this.text.length) throw this.source.error(`<${tag} is never ended`, tagOffset, 'Add >')
    const name = this.name()
    if (name === '')
      throw this.source.error(`${JSON.stringify(this.text[offset])} can't stand in <${tag}>`, offset)
    this.skipBlanks()
    if (this.text[this.at] !== '=') return { name, value: undefined, offset, valueOffset: offset }
    this.at += 1
    this.skipBlanks()
    const quote = this.text[this.at]
    if (quote !== '"' && quote !== "'")
      throw this.source.error(
        `the value of ${name} has no quotes`,
        this.at,
        `Write ${name}="…" or ${name}='…'`,
      )
    const valueOffset = this.at + 1
    const end = this.text.indexOf(quote, valueOffset)
    if (end < 0) throw this.source.error(`the value of ${name} never ends`, this.at, `Add ${quote}`)
    this.at = end + 1
    return { name, value: this.text.slice(valueOffset, end), offset, valueOffset }
  }

  private name(): string {
    const start = this.at
    while (nameCharacter.test(this.text.charAt(this.at))) this.at += 1
    return this.text.slice(start, this.at)
  }

  private skipBlanks(): void {
    while (blank.test(this.text.charAt(this.at))) this.at += 1
  }
}
