/** An element with its `part`, which is also its class: what the page can style is what we style. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  children: (Node | string | false | undefined)[],
  properties?: object,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  made.className = part
  made.setAttribute('part', part)
  made.append(...children.filter((child) => child !== undefined && child !== false))
  return Object.assign(made, properties)
}
