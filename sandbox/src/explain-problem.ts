import type { TSchema } from 'typebox'
import { Check } from 'typebox/schema'

/** The parts of a JSON Schema that a sentence about a wrong value needs. */
interface Schema {
  type?: string
  title?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  patternProperties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minProperties?: number
  pattern?: string
  examples?: readonly string[]
}

/**
 * The first thing that is wrong with `value`: the field, what it holds and what is allowed, in one line. Undefined if
 * nothing is. An unknown name is called by the schema's `title`, e.g. `freshnessSecond: unknown setting; did you mean
 * freshnessSeconds?`.
 */
export function explainProblem(schema: TSchema, value: unknown): string | undefined {
  return Check(schema, value) ? undefined : problemAt(schema, value, '')
}

/** `schema` as typebox would check it, one level at a time, so that the deepest wrong place is named. */
function problemAt(schema: Schema, value: unknown, path: string): string {
  const variant = schema.anyOf?.find((one) => one.type === 'object' && isObject(value))
  if (variant) return problemAt(variant, value, path)
  if (schema.type === 'object' && isObject(value)) return problemInObject(schema, value, path)
  if (schema.type === 'array' && Array.isArray(value) && schema.items) {
    const { items } = schema
    const index = value.findIndex((one) => !Check(items as TSchema, one))
    if (index >= 0) return problemAt(items, value[index], `${path}[${index}]`)
  }
  const held = value === undefined ? 'is missing' : `${shown(value, path)} is not allowed`
  return `${named(path)}: ${held}; it must be ${allowed(schema)}${meant(value, schema.enum ?? [])}`
}

function problemInObject(schema: Schema, value: Record<string, unknown>, path: string): string {
  const { properties = {}, patternProperties = {}, required = [], additionalProperties } = schema
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const patterns = Object.entries(patternProperties)
  const schemaOf = (name: string): Schema | undefined =>
    Object.hasOwn(properties, name)
      ? properties[name]
      : patterns.find(([pattern]) => new RegExp(pattern).test(name))?.[1]
  const names = Object.keys(properties)

  const unknown = Object.keys(value).find((name) => !schemaOf(name) && additionalProperties === false)
  if (unknown !== undefined)
    return `${at(unknown)}: unknown ${schema.title ?? 'field'}${hintFor(unknown, names)}`
  const missing = required.find((name) => value[name] === undefined)
  if (missing !== undefined) {
    return `${at(missing)}: it is missing; it must be ${allowed(properties[missing] ?? {})}`
  }
  for (const [name, inner] of Object.entries(value)) {
    const own = schemaOf(name)
    const isOptional = inner === undefined && !required.includes(name)
    if (own && !isOptional && !Check(own as TSchema, inner)) return problemAt(own, inner, at(name))
  }
  return `${named(path)}: ${shown(value, path)} is not allowed; it must be ${allowed(schema)}`
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const named = (path: string): string => (path === '' ? 'the whole' : path)

/** At most so many characters of a wrong value, and nothing of one that may be secret. */
const longestShown = 60
function shown(value: unknown, path: string): string {
  if (/token|secret|private|authcode/i.test(path)) return 'its value'
  const text = JSON.stringify(value)
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}

/** What a schema takes, in words. */
function allowed(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map(allowed).join(', or ')
  switch (schema.type) {
    case 'integer':
      return `an integer${between(schema.minimum, schema.maximum)}`
    case 'number':
      return `a number${between(schema.minimum, schema.maximum)}`
    case 'string':
      return `a text${between(schema.minLength, schema.maxLength, ' characters')}${formOf(schema)}`
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'null'
    case 'array':
      return `a list${between(schema.minItems, schema.maxItems, ' entries')}`
    case 'object':
      return schema.minProperties === undefined ? 'an object' : 'an object that is not empty'
    default:
      return 'something else'
  }
}

function between(low: number | undefined, high: number | undefined, unit = ''): string {
  if (low !== undefined && high !== undefined) return ` of ${low} to ${high}${unit}`
  if (low !== undefined) return ` of at least ${low}${unit}`
  return high === undefined ? '' : ` of at most ${high}${unit}`
}

function formOf({ pattern, examples }: Schema): string {
  if (examples?.[0] !== undefined) return ` such as ${examples[0]}`
  return pattern === undefined ? '' : ` that matches ${pattern}`
}

const meant = (value: unknown, choices: readonly unknown[]): string => {
  const texts = choices.filter((one): one is string => typeof one === 'string')
  const near = typeof value === 'string' ? nearest(value, texts) : undefined
  return near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`
}

/** More than these are no help to read. */
const longestList = 20
function hintFor(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  if (near !== undefined) return `; did you mean ${near}?`
  const some = names.slice(0, longestList).join(', ')
  return `; there ${names.length === 1 ? 'is' : 'are'} ${some}${names.length > longestList ? ', …' : ''}`
}

/** The name that differs in letter case alone, or in at most a third of its letters. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((one) => ({ one, changes: distance(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.changes - b.changes)
  const [best] = ranked
  return best && best.changes <= Math.max(1, Math.floor(name.length / 3)) ? best.one : undefined
}

/** Levenshtein's: how many letters to add, drop or replace. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_none, index) => index)
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1]
    for (const [column, wanted] of Array.from(other).entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
