import type { Attribute, AxmlNode, ElementNode } from './nodes.js'
import { canBeRead } from './expression.js'
import { mustacheAt } from './mustache.js'
import type { SourceFile } from './source-file.js'

const tagCharacters = /[\p{L}\p{N}_.:-]*/uy
const nameCharacters = /[^\s=>/<"'`]*/y
const blanks = /\s*/y
/** Where a text ends: a tag or a comment. */
const markup = /<[a-zA-Z/!?]/
const markupOrMustache = /<[a-zA-Z/!?]|\{\{/g

/** Elements that hold nothing: where one is never closed, what follows stands beside it. */
const leaves = new Set(
  'checkbox icon image import import-sjs include input progress radio slider switch textarea'.split(' '),
)
/** Their content is another language. */
const foreign = new Set(['script', 'sjs', 'style', 'wxs'])

/**
 * Reads axml into a tree. Alipay's compiler lets mistakes pass that are errors in XML, and so does this: each is
 * a warning of `source`, and what was meant is taken where that can be told.
 */
export function parse(source: SourceFile): AxmlNode[] {
  return new AxmlParser(source).parse()
}

class AxmlParser {
  private at = 0
  private readonly text: string
  private readonly root: AxmlNode[] = []
  /** Elements that are not closed yet, the innermost last. */
  private readonly open: ElementNode[] = []

  constructor(private readonly source: SourceFile) {
    this.text = source.text
  }

  parse(): AxmlNode[] {
    while (this.at < this.text.length) {
      if (this.sees('<!--')) this.comment()
      else if (this.sees('<!') || this.sees('<?')) this.declaration()
      else if (this.sees('</')) this.closingTag()
      else if (this.isTagStart()) this.openingTag()
      else this.textNode()
    }
    while (this.open.length > 0) {
      const { tag, offset } = this.innermost()
      this.source.warn(`<${tag}> is never closed`, offset, `Add </${tag}>`)
      this.leave()
    }
    return this.root
  }

  private sees(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  private isTagStart(): boolean {
    return this.text[this.at] === '<' && /[a-zA-Z]/.test(this.text[this.at + 1] ?? '')
  }

  private innermost(): ElementNode {
    return this.open.at(-1) as ElementNode
  }

  private add(...nodes: AxmlNode[]): void {
    ;(this.open.at(-1)?.children ?? this.root).push(...nodes)
  }

  /** Ends the innermost element without its closing tag. */
  private leave(): void {
    const element = this.open.pop()
    if (element && leaves.has(element.tag)) this.add(...element.children.splice(0))
  }

  private comment(): void {
    const end = this.text.indexOf('-->', this.at + 4)
    if (end < 0) this.source.warn('the comment is never closed', this.at, 'Add -->')
    this.at = end < 0 ? this.text.length : end + 3
  }

  private declaration(): void {
    this.source.warn(`${this.text.slice(this.at, this.at + 2)} can't stand in axml`, this.at, 'Remove it')
    const end = this.text.indexOf('>', this.at)
    this.at = end < 0 ? this.text.length : end + 1
  }

  private closingTag(): void {
    const start = this.at
    this.at += 2
    const tag = this.characters(tagCharacters)
    while (this.at < this.text.length && !this.sees('>') && !this.sees('<')) this.at += 1
    if (this.sees('>')) this.at += 1
    else this.source.warn(`</${tag} is never ended`, start, 'Add >')
    if (!this.open.some((element) => element.tag === tag)) {
      this.source.warn(`</${tag}> closes nothing`, start, 'Remove it, or open the element before')
      return
    }
    while (this.innermost().tag !== tag) {
      const { tag: inner, offset } = this.innermost()
      this.source.warn(
        `</${tag}> stands where <${inner}> (line ${this.source.shortPlace(offset).replace(':', ', column ')}) is still open`,
        start,
        `Close ${inner} first`,
      )
      this.leave()
    }
    this.open.pop()
  }

  private textNode(): void {
    const offset = this.at
    for (;;) {
      markupOrMustache.lastIndex = this.at
      this.at = markupOrMustache.exec(this.text)?.index ?? this.text.length
      if (!this.sees('{{')) break
      // A `<` inside a mustache compares.
      this.at = mustacheAt(this.source, this.at, undefined, markup).end
    }
    this.add({ kind: 'text', value: this.text.slice(offset, this.at), source: this.source, offset })
  }

  private openingTag(): void {
    const { source } = this
    const offset = this.at
    this.at += 1
    const tag = this.characters(tagCharacters)
    const node: ElementNode = { kind: 'element', tag, attributes: [], children: [], source, offset }
    for (;;) {
      this.skipBlanks()
      if (this.at >= this.text.length || this.sees('<')) {
        source.warn(`<${tag} is never ended`, offset, 'Add >')
        break
      }
      if (/^(\/\s*)?>/.test(this.text.slice(this.at, this.at + 20))) break
      const attribute = this.attribute(tag)
      if (!attribute) continue
      if (node.attributes.some(({ name }) => name === attribute.name))
        source.warn(`${attribute.name} is given twice on <${tag}>`, attribute.offset, 'Keep one of them')
      else node.attributes.push(attribute)
    }
    const hasNothing = this.sees('/')
    this.at = this.sees('<') ? this.at : this.text.indexOf('>', this.at) + 1 || this.text.length
    if (foreign.has(tag)) {
      this.skipForeign(tag, offset, hasNothing)
      return
    }
    this.add(node)
    if (!hasNothing) this.open.push(node)
  }

  private skipForeign(tag: string, offset: number, hasNothing: boolean): void {
    const remedy =
      tag === 'style' ? 'Write it into the acss' : 'Import it: <import-sjs name="m" from="./m.sjs" />'
    this.source.warn(`<${tag}> can't stand in axml`, offset, remedy)
    if (hasNothing) return
    const closing = this.text.indexOf(`</${tag}`, this.at)
    const end = closing < 0 ? -1 : this.text.indexOf('>', closing)
    this.at = end < 0 ? this.text.length : end + 1
  }

  /** Undefined where none stands here; then what stands here is behind. */
  private attribute(tag: string): Attribute | undefined {
    const offset = this.at
    const name = this.sees('{{') ? '' : this.characters(nameCharacters)
    if (name === '') {
      this.stray(tag)
      return undefined
    }
    this.skipBlanks()
    if (!this.sees('=')) return { name, value: undefined, offset, valueOffset: offset }
    this.at += 1
    const behindEquals = this.at
    this.skipBlanks()
    const quote = this.text.charAt(this.at)
    if (quote === '"' || quote === "'") return { name, offset, ...this.quoted(name, quote) }
    const isNextAttribute =
      this.at > behindEquals && /^[\w:-]+\s*=/.test(this.text.slice(this.at, this.at + 80))
    if (isNextAttribute) this.at = behindEquals
    this.source.warn(`the value of ${name} has no quotes`, this.at, `Write ${name}="…" or ${name}='…'`)
    const valueOffset = this.at
    while (
      !isNextAttribute &&
      this.at < this.text.length &&
      !this.sees('/>') &&
      !/[\s<>"'`]/.test(this.text.charAt(this.at))
    )
      this.at = this.sees('{{') ? mustacheAt(this.source, this.at, undefined, />/).end : this.at + 1
    return { name, value: this.text.slice(valueOffset, this.at), offset, valueOffset }
  }

  private quoted(name: string, quote: string): { value: string; valueOffset: number } {
    const start = this.at
    const valueOffset = start + 1
    let end = this.endOfQuoted(quote, valueOffset)
    const value = end < 0 ? '' : this.text.slice(valueOffset, end)
    // The quote that was found opens the value of an attribute of a later tag.
    const isOfLaterTag = />[^]*<[^]*=\s*$/.test(value) && !value.includes('{{')
    if (end < 0 || isOfLaterTag) {
      this.source.warn(`the value of ${name} never ends`, start, `Add ${quote}`)
      const rest = /^[^\n]*?(?=\s*\/?>|\n|$)/.exec(this.text.slice(valueOffset))?.[0] ?? ''
      end = valueOffset + rest.length
      this.at = end
    } else this.at = end + 1
    return { value: this.text.slice(valueOffset, end), valueOffset }
  }

  /** The closing quote: the next one, but for those that a mustache has of its own; -1 where there is none. */
  private endOfQuoted(quote: string, from: number): number {
    const end = this.text.indexOf(quote, from)
    const open = this.text.lastIndexOf('{{', end)
    if (end < 0 || open < from || this.text.slice(open, end).includes('}}')) return end
    const mustacheEnd = endWithInnerQuotes(this.text, open)
    if (mustacheEnd === undefined) return end
    const other = quote === '"' ? "'" : '"'
    this.source.warn(`a value in ${quote} holds ${quote}`, end, `Write ${other} inside {{}}`)
    return this.endOfQuoted(quote, mustacheEnd)
  }

  private stray(tag: string): void {
    const start = this.at
    const quote = this.text.charAt(start)
    const closing = /["'`]/.test(quote) ? this.text.indexOf(quote, start + 1) : -1
    if (this.sees('{{')) this.at = mustacheAt(this.source, start, undefined, />/).end
    else if (closing > 0 && !/[<>\n]/.test(this.text.slice(start, closing))) this.at = closing + 1
    else this.at += 1
    this.source.warn(
      `${JSON.stringify(this.text.slice(start, this.at))} can't stand in <${tag}>`,
      start,
      'Write name="value"',
    )
  }

  private characters(kind: RegExp): string {
    kind.lastIndex = this.at
    const [found = ''] = kind.exec(this.text) ?? []
    this.at += found.length
    return found
  }

  private skipBlanks(): void {
    this.characters(blanks)
  }
}

/** Behind a mustache of one line that can be read only with the quotes around its value: `a="{{b == "c"}}"`. */
function endWithInnerQuotes(text: string, open: number): number | undefined {
  const end = text.indexOf('}}', open)
  const code = text.slice(open + 2, Math.max(open, end))
  return !code.includes('\n') && canBeRead(code) ? end + 2 : undefined
}
