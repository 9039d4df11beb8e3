type Content = Node | string | false | undefined

/** An element with its `part`, which is also its class: what the page can style is what we style. */
export function element<Tag extends keyof HTMLElementTagNameMap = 'div'>(
  part: string,
  content?: Content | Content[],
  tag = 'div' as Tag,
  attributes?: Record<string, string>,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  Object.entries(Object.assign({ class: part, part }, attributes)).forEach(([name, value]) =>
    made.setAttribute(name, value),
  )
  made.append(...([] as Content[]).concat(content).filter((child): child is Node | string => Boolean(child)))
  return made
}
