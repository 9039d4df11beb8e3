type Told = (name: string, value?: unknown) => void

const listeners = new WeakMap<object, Set<Told>>()

/** Components hear of `show`, `hide` and `resize` of the page that they are on, until the returned function is called. */
export function onPageLifetime(page: object, told: Told): () => void {
  const known = listeners.get(page) ?? new Set()
  listeners.set(page, known.add(told))
  return () => known.delete(told)
}

export function tellPageLifetime(page: object, name: 'show' | 'hide' | 'resize', value?: unknown): void {
  for (const told of listeners.get(page) ?? []) told(name, value)
}
