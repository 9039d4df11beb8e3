/** What is compared of an element: its tag, classes and texts. */
export interface Drawn {
  tag: string
  classes: string[]
  children: (Drawn | string)[]
}

export interface Reading {
  /** The platform's name of an element; undefined for what only the browser or the engine has. */
  tagOf(element: Element): string | undefined
  classOf(name: string): string
}

/** The elements of the platform inside of `place`; what stands between them is left out. */
export function drawnIn(place: Element, reading: Reading): Drawn['children'] {
  return [...place.childNodes].flatMap((node): Drawn['children'] => {
    if (!(node instanceof Element)) return node.textContent?.trim() ? [node.textContent.trim()] : []
    const children = drawnIn(node, reading)
    const tag = reading.tagOf(node)
    if (tag === undefined) return children
    return [
      {
        tag,
        classes: [...new Set([...node.classList].map((name) => reading.classOf(name)))].sort(),
        children,
      },
    ]
  })
}

/** Changes one thing in a tree. */
export type Edit = (drawn: Drawn['children']) => Drawn['children']

/** `view`, `.class` or `:plain`, which has no class. */
function isOf(selector: string, { tag, classes }: Drawn): boolean {
  if (selector === ':plain') return classes.length === 0
  return selector.startsWith('.') ? classes.includes(selector.slice(1)) : tag === selector
}

/** `.box>view` for the views right in a `.box`. */
function matches(selector: string, path: Drawn[]): boolean {
  const wanted = selector.split('>')
  const last = path.slice(-wanted.length)
  return last.length === wanted.length && wanted.every((part, index) => isOf(part, last[index]!))
}

function each(
  drawn: Drawn['children'],
  change: (drawn: Drawn, path: Drawn[]) => Drawn['children'],
  above: Drawn[] = [],
): Drawn['children'] {
  return drawn.flatMap((child) => {
    if (typeof child === 'string') return [child]
    const path = [...above, child]
    return change({ ...child, children: each(child.children, change, path) }, path)
  })
}

/** Leaves elements out with all that is in them. */
export const without =
  (selector: string): Edit =>
  (drawn) =>
    each(drawn, (child, path) => (matches(selector, path) ? [] : [child]))

/** Puts what is in elements in their place. */
export const unwrapped =
  (selector: string): Edit =>
  (drawn) =>
    each(drawn, (child, path) => (matches(selector, path) ? child.children : [child]))

export const withoutClass =
  (name: string): Edit =>
  (drawn) =>
    each(drawn, (child) => [{ ...child, classes: child.classes.filter((other) => other !== name) }])

/** One line for each element and text, to be compared and read. */
export const linesOf = (drawn: Drawn['children'], indent = ''): string[] =>
  drawn.flatMap((child) =>
    typeof child === 'string'
      ? [indent + JSON.stringify(child)]
      : [indent + [child.tag, ...child.classes].join('.'), ...linesOf(child.children, `${indent}  `)],
  )
