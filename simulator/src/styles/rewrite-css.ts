import type { Container } from 'postcss'
// Strictly parsed, one unclosed bracket would leave a page without any style; what is wrong is told by compileStyle.
import parse from 'postcss-safe-parser'
import parser, { type Node, type Selector } from 'postcss-selector-parser'

/** What a program's CSS becomes in a browser. `scope` is an attribute that its elements have, if any. */
export function rewriteCss(css: string, scope?: string): string {
  const root = parse(css)
  const selectors = parser((all) => {
    all.walkTags((tag) => {
      if (elements.has(tag.value)) tag.value = `a-${tag.value}`
    })
    if (scope !== undefined) for (const selector of all.nodes) addScope(selector, scope)
  })
  root.walkComments((comment) => {
    comment.remove()
  })
  root.walkDecls((declaration) => {
    declaration.value = withRpx(declaration.value)
  })
  root.walkAtRules((rule) => {
    rule.params = withRpx(rule.params)
  })
  root.walkRules((rule) => {
    if (isKeyframes(rule.parent)) return
    try {
      rule.selector = selectors.processSync(rule.selector)
    } catch {
      // A browser leaves out a rule whose selector it can't read, and so it stays.
    }
  })
  return root.toString()
}

/** The simulator draws each as `a-…`, since the browser has elements of its own with some of these names. */
const elements = new Set(
  (
    'page view text image button input textarea checkbox-group checkbox radio-group radio switch form label ' +
    'scroll-view swiper-item swiper picker-view-column picker-view picker navigator slider icon progress rich-text ' +
    'video canvas map web-view cover-view cover-image movable-area movable-view'
  ).split(' '),
)

/** The width of the screen is 750rpx. */
export const withRpx = (css: string): string =>
  css.replace(
    /(?<![\w.#-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g,
    (_, value: string) => `calc(${value} * var(--rpx))`,
  )

/** The steps of @keyframes look like rules, but are not selectors. */
const isKeyframes = (parent: Container | undefined): boolean =>
  parent?.type === 'atrule' && 'name' in parent && /keyframes$/.test(String(parent.name))

/** The last element of a selector has to be the component's own. The page is nobody's. */
function addScope(selector: Selector, scope: string): void {
  const last = selector.nodes.slice(selector.nodes.findLastIndex(isCombinator) + 1)
  if (last.length === 1 && last[0]?.type === 'tag' && last[0].value === 'a-page') return
  const own = parser.attribute({ attribute: scope, value: undefined, raws: {} })
  const firstPseudo = last.find(({ type }) => type === 'pseudo')
  if (!firstPseudo) {
    selector.append(own)
    return
  }
  // The space before a selector belongs to its first part.
  own.spaces.before = firstPseudo.spaces.before
  firstPseudo.spaces.before = ''
  selector.insertBefore(firstPseudo, own)
}

const isCombinator = ({ type }: Node): boolean => type === 'combinator'
