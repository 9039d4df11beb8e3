import type { Static, TSchema } from '@fastify/type-provider-typebox'
import { explainProblem } from './explain-problem.js'

/** What a program hands in, checked as the route would check it. Throws an error that names field, value and what is allowed. */
export function checked<Schema extends TSchema>(
  name: string,
  schema: Schema,
  value: Static<Schema>,
): Static<Schema> {
  const problem = explainProblem(schema, value)
  if (problem === undefined) return value
  throw new Error(`${name}: ${problem}`)
}
