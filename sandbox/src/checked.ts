import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import { SerializerSelector, type SerializerFactory } from '@fastify/fast-json-stringify-compiler'
import type { Static, TSchema } from 'typebox'
import { explainProblem } from './explain-problem.js'

const validators: BuildCompilerFromPool = AjvCompiler()
const serializers: SerializerFactory = SerializerSelector()
type Validate = ReturnType<ReturnType<BuildCompilerFromPool>>

const buildValidator: BuildCompilerFromPool = (schemas, options) => {
  const compile = validators(schemas, options)
  return (route) => {
    let compiled: Validate | undefined
    const validate = (data: unknown) => {
      compiled ??= compile(route)
      const isValid: unknown = compiled(data)
      validate.errors = compiled.errors
      return isValid
    }
    validate.errors = undefined as Validate['errors']
    return validate as Validate
  }
}

const buildSerializer: SerializerFactory = (schemas, options) => {
  const compile = serializers(schemas, options)
  return (route) => {
    let compiled: ReturnType<typeof compile> | undefined
    return (answer) => (compiled ??= compile(route))(answer)
  }
}

/**
 * Fastify's own compilers, asked for a route when it is first called. Of some eighty routes one run of a sandbox
 * meets a few, and to compile them all takes longer than everything else in a start.
 */
export const compileWhenUsed: {
  compilersFactory: { buildValidator: BuildCompilerFromPool; buildSerializer: SerializerFactory }
} = { compilersFactory: { buildValidator, buildSerializer } }

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
