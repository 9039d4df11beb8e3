/** What a program's CSS becomes in a browser. `scope` is an attribute that its elements have, if any. */
export function rewriteCss(css: string, scope?: string): string {
  return rules(withoutComments(css), scope)
}

const tags =
  /(^|[\s>+~,(])(page|view|text|image|button|input|textarea|checkbox-group|checkbox|radio-group|radio|switch|form|label|scroll-view|swiper-item|swiper|picker-view-column|picker-view|picker|navigator|slider|icon|progress|rich-text|video|canvas|map|web-view|cover-view|cover-image|movable-area|movable-view)(?=$|[\s>+~,.:#[)])/g

const withoutComments = (css: string) =>
  css.replace(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*[\s\S]*?\*\//g, (_, quoted?: string) => quoted ?? '')

function rules(css: string, scope: string | undefined): string {
  let result = ''
  let at = 0
  while (at < css.length) {
    const open = nextOf(css, at, '{;')
    if (open < 0) return result + css.slice(at)
    const prelude = css.slice(at, open)
    if (css[open] === ';') {
      result += `${prelude};`
      at = open + 1
      continue
    }
    const end = closing(css, open)
    const body = css.slice(open + 1, end)
    result += block(prelude, body, scope)
    at = end + 1
  }
  return result
}

function block(prelude: string, body: string, scope: string | undefined): string {
  const name = /^\s*@([\w-]+)/.exec(prelude)?.[1]
  if (name === undefined) return `${selectors(prelude, scope)}{${withRpx(body)}}`
  // Rules lie in these; in @keyframes and @font-face lie declarations.
  const holdsRules = ['media', 'supports', 'layer', 'container'].includes(name)
  return `${withRpx(prelude)}{${holdsRules ? rules(body, scope) : withRpx(body)}}`
}

/** The width of the screen is 750rpx. */
export const withRpx = (css: string): string =>
  css.replace(
    /(?<![\w.#-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g,
    (_, value: string) => `calc(${value} * var(--rpx))`,
  )

function selectors(prelude: string, scope: string | undefined): string {
  const named = prelude.replace(tags, (_, before: string, tag: string) => `${before}a-${tag}`)
  if (scope === undefined) return named
  return splitAt(named, ',')
    .map((selector) => scoped(selector, `[${scope}]`))
    .join(',')
}

/** The last element of a selector has to be the component's own. */
function scoped(selector: string, attribute: string): string {
  if (/(^|\s)a-page\s*$/.test(selector)) return selector
  const trimmed = selector.trimEnd()
  const lastStart = Math.max(0, ...[' ', '>', '+', '~'].map((combinator) => splitEnd(trimmed, combinator)))
  const pseudo = nextOf(trimmed, lastStart, ':')
  const end = pseudo < 0 ? trimmed.length : pseudo
  return trimmed.slice(0, end) + attribute + trimmed.slice(end)
}

function splitEnd(selector: string, combinator: string): number {
  const parts = splitAt(selector, combinator)
  return selector.length - (parts.at(-1)?.length ?? 0)
}

function splitAt(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = nextOf(text, 0, separator); at >= 0; at = nextOf(text, from, separator)) {
    parts.push(text.slice(from, at))
    from = at + 1
  }
  return [...parts, text.slice(from)]
}

/** The next of these characters outside quotes, brackets and parentheses; -1 where there is none. */
function nextOf(text: string, from: number, wanted: string): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\\') at += 1
    else if (character === '"' || character === "'") at = endOfQuote(text, at)
    else if (depth === 0 && wanted.includes(character)) return at
    else if (character === '(' || character === '[') depth += 1
    else if (character === ')' || character === ']') depth -= 1
  }
  return -1
}

/** The `}` that belongs to the `{` at `open`, or the end of the text. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '"' || character === "'") at = endOfQuote(text, at)
    else if (character === '{') depth += 1
    else if (character === '}' && (depth -= 1) === 0) return at
  }
  return text.length
}

function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === text[start]) return at
  }
  return text.length
}
