/** An element with its `part`, which is also its class: what the page can style is what we style. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  made.className = part
  made.setAttribute('part', part)
  made.append(...children)
  return made
}
