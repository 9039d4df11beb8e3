import { KeyObject } from 'node:crypto'

/**
 * A deep copy that keeps classes and shared references: a token that two maps hold is one object in the
 * copy too. Keys never change, so they are shared.
 */
export function copyOf<Value>(value: Value, seen = new Map<unknown, unknown>()): Value {
  if (typeof value !== 'object' || value === null || value instanceof KeyObject) return value
  const known = seen.get(value)
  if (known !== undefined) return known as Value
  const copy = emptyLike(value)
  seen.set(value, copy)
  if (value instanceof Map) {
    for (const [key, inner] of value) (copy as Map<unknown, unknown>).set(key, copyOf(inner, seen))
  } else if (value instanceof Set) {
    for (const inner of value) (copy as Set<unknown>).add(copyOf(inner, seen))
  } else {
    for (const [name, inner] of Object.entries(value)) {
      Object.assign(copy, { [name]: copyOf<unknown>(inner, seen) })
    }
  }
  return copy as Value
}

function emptyLike(value: object): object {
  if (value instanceof Map) return new Map()
  if (value instanceof Set) return new Set()
  return Array.isArray(value) ? [] : (Object.create(Object.getPrototypeOf(value) as object) as object)
}
