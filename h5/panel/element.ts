/** An element with its `part`, which is also its class: what the page can style is what we style. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  children: (Node | string | false | undefined)[],
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  Object.entries(Object.assign({ class: part, part }, attributes)).forEach(([name, value]) =>
    made.setAttribute(name, value),
  )
  made.append(...children.filter((child): child is Node | string => Boolean(child)))
  return made
}
