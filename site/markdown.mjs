// What is read in a page: its headings, links, tables and blocks of code.

/** Code, where nothing is a link or a heading: blocks and `inline`. */
const code = /^ *(```+)[^]*?^ *\1 *$|(?<!`)(`+)(?!`)[^]*?(?<!`)\2(?!`)/gm
const link = /(\]\()([^)\s]+)((?: "[^"]*")?\))|(<img [^>]*src=")([^"]+)(")/g
/** Tags that a page may hold; any other `<` is a text. */
const tag = /<(?!\/?(?:img|br|p|picture|source|details|summary|kbd|sub|sup)\b)/g

/** Changes what is not code, which stands aside meanwhile: a character of no language takes its place. */
export function changeProse(text, change) {
  const parts = []
  const prose = text.replace(code, (part) => `\uE000${parts.push(part) - 1}\uE000`)
  return change(prose).replace(/\uE000(\d+)\uE000/g, (_whole, index) => parts[Number(index)])
}

/** Changes the target of every link and picture. */
export const changeLinks = (prose, change) =>
  prose.replace(link, (_whole, open, target, close, before, source, after) =>
    open ? open + change(target) + close : before + change(source) + after,
  )

/** VitePress reads pages as templates of Vue: what means something there and not in Markdown becomes plain text. */
export const asPlainText = (prose) =>
  prose
    .replaceAll(/<!--[^]*?-->/g, '')
    .replaceAll(tag, '&lt;')
    .replaceAll('{{', '&#123;&#123;')

/** Blocks of code, each with its language and the line of its first mark. */
export function blocksOf(text) {
  return [...text.matchAll(/^( *)```([\w-]*)[^\n]*\n([^]*?)^ *``` *$/gm)].map(
    ({ 1: indent, 2: language, 3: body, index }) => ({
      language,
      line: text.slice(0, index).split('\n').length,
      body: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}

/** Rows of the tables whose first cell is a code in back quotes, as lists of cells. */
export function codeRows(text) {
  return [...text.matchAll(/^\| (`[A-Z][A-Z_]+`) \|(.+)\|$/gm)].map(([, code, cells]) => [
    code.replaceAll('`', ''),
    ...cells.split(/(?<!\\)\|/).map((cell) => cell.trim()),
  ])
}
