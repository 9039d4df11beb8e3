import type { Bag } from './world.js'

type Key = string | number

/** `a.b[1].c` as its keys. */
export function keysOf(path: string): Key[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, index]) =>
    index === undefined ? name : Number(index),
  )
}

/** `data` with a patch applied. What lies on the way is copied, so that an older `data` keeps what it held. */
export function patched(data: Bag, change: Bag): Bag {
  return Object.entries(change).reduce<Bag>(
    (result, [path, value]) => withValue(result, keysOf(path), () => value) as Bag,
    data,
  )
}

/** `data` with lists cut and filled: `{ list: [start, deleteCount, ...items] }`. */
export function spliced(data: Bag, change: Record<string, [number, number, ...unknown[]]>): Bag {
  return Object.entries(change).reduce<Bag>((result, [path, [start, deleteCount, ...items]]) => {
    const cut = (list: unknown) => {
      const copy: unknown[] = Array.isArray(list) ? [...(list as unknown[])] : []
      copy.splice(start, deleteCount, ...items)
      return copy
    }
    return withValue(result, keysOf(path), cut) as Bag
  }, data)
}

function withValue(holder: unknown, [key, ...deeper]: Key[], valueOf: (old: unknown) => unknown): unknown {
  if (key === undefined) return valueOf(holder)
  const copy = copyOf(holder, key)
  copy[key] = withValue(copy[key], deeper, valueOf)
  return copy
}

/** A list is made where a number is asked for, an object where a name is. */
function copyOf(holder: unknown, key: Key): Record<Key, unknown> {
  if (Array.isArray(holder)) return [...(holder as unknown[])] as unknown as Record<Key, unknown>
  if (typeof holder === 'object' && holder !== null) return { ...holder }
  return (typeof key === 'number' ? [] : {}) as Record<Key, unknown>
}
