import type { Static, TSchema } from '@fastify/type-provider-typebox'
import { Value } from 'typebox/value'

/** What a program hands in, checked as the route would check it. Throws an error that names the place. */
export function checked<Schema extends TSchema>(
  name: string,
  schema: Schema,
  value: Static<Schema>,
): Static<Schema> {
  if (Value.Check(schema, value)) return value
  const [first] = Value.Errors(schema, value)
  const place = first?.instancePath ?? ''
  throw new Error(`${name}: ${place === '' ? 'it' : place} ${first?.message ?? 'is wrong'}`)
}
