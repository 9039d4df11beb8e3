import type { TSchema, Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { errorBody } from '../http/schemas/error.js'
import type { BackendAnswer } from './backend.js'

/** What the backend does differs from docs/contract.md. */
export class ContractBroken extends Error {
  override name = 'ContractBroken'
}

/** @throws ContractBroken */
export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new ContractBroken(otherwise)
}

/** The body of a success of this shape. @throws ContractBroken */
export function successOf<Schema extends TSchema>(
  schema: Schema,
  { status, body }: BackendAnswer,
): Static<Schema> {
  demand(status === 200, `expected 200, got ${status}${saying(body)}`)
  return shapeOf(schema, body)
}

/** A refusal with this status and one of these codes. @throws ContractBroken */
export function refusalOf({ status, body }: BackendAnswer, expected: number, ...codes: string[]): void {
  const wanted = `${expected} ${codes.join(' or ')}`
  demand(status === expected, `expected ${wanted}, got ${status}${saying(body)}`)
  const { error } = shapeOf(errorBody, body)
  demand(codes.includes(error.code), `expected ${wanted}, got ${status} ${error.code}`)
}

function shapeOf<Schema extends TSchema>(schema: Schema, body: unknown): Static<Schema> {
  const shape = Compile(schema)
  if (shape.Check(body)) return body
  const [first] = shape.Errors(body)
  throw new ContractBroken(
    `the body is not as the contract says: ${first?.instancePath ?? ''} ${first?.message ?? ''}`,
  )
}

function saying(body: unknown): string {
  const isRefusal = Compile(errorBody)
  return isRefusal.Check(body) ? ` ${body.error.code}: ${body.error.message}` : ''
}
