import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import { SerializerSelector, type SerializerFactory } from '@fastify/fast-json-stringify-compiler'

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
 * Fastify's own compilers, asked for a route when it is first called: a process that only sends, or whose merchant uses
 * three routes of thirty, need not wait for all of them at its start.
 */
export const compilersFactory: { buildValidator: BuildCompilerFromPool; buildSerializer: SerializerFactory } =
  {
    buildValidator,
    buildSerializer,
  }
