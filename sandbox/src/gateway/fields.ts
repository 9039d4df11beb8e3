import type { Mark } from '../conformance/mark.js'
import { GatewayRefusal } from './result-codes.js'

/** How one field of a request has to look. */
export interface FieldRule {
  kind: 'text' | 'list'
  /** True: always. A text: when, for the method to check. False: never. */
  needed: boolean | string
  /** Longest text in characters, or most elements. */
  max: number
  /** Free text such as JSON or an address: `@ # ?` are allowed. */
  free?: true
  mark: Mark
}

export type FieldRules = Readonly<Record<string, FieldRule>>

const text =
  (needed: FieldRule['needed'], more: { free?: true } = {}) =>
  (max: number, mark: Mark): FieldRule => ({ kind: 'text', needed, max, mark, ...more })

export const required = text(true)
export const optional = text(false)
export const optionalFree = text(false, { free: true })
export const neededWhen = (condition: string, max: number, mark: Mark): FieldRule =>
  text(condition)(max, mark)
export const requiredList = (max: number, mark: Mark): FieldRule => ({
  kind: 'list',
  needed: true,
  max,
  mark,
})

const outsideAlipayChina = 'outside ALIPAY_CN'

/** Fields that several endpoints share. */
export const appId = required(32, 'documented')
export const accessToken = required(128, 'documented')
/** No length is documented: it is one of a list. */
export const customerBelongsTo = required(64, 'documented')
export const authClientId = neededWhen(outsideAlipayChina, 128, 'documented')
export const extendInfo = optionalFree(4096, 'sibling')

/** A request's fields, each checked by the rule of its endpoint; PARAM_ILLEGAL names the first wrong one. */
export class RequestFields {
  constructor(
    private readonly body: Readonly<Record<string, unknown>>,
    private readonly rules: FieldRules,
  ) {}

  /** Checks all of them, in the order of the rules. */
  check(unknownField: 'ignore' | 'refuse'): void {
    for (const [name, rule] of Object.entries(this.rules)) {
      const value = this.body[name]
      if (value !== undefined && value !== null) checkValue(name, value, rule)
      else if (rule.needed === true) throw missing(name)
    }
    const unknown = Object.keys(this.body).find((name) => !Object.hasOwn(this.rules, name))
    if (unknown === undefined || unknownField === 'ignore') return
    throw new GatewayRefusal('PARAM_ILLEGAL', `${unknown.slice(0, 64)} is not a field of this API.`)
  }

  /** A field that has to be there. */
  text(name: string): string {
    const value = this.optionalText(name)
    if (value === undefined) throw missing(name)
    return value
  }

  /** Undefined if the field is absent or null. */
  optionalText(name: string): string | undefined {
    const value = this.body[name]
    return typeof value === 'string' ? value : undefined
  }

  /** A list of objects. */
  objects(name: string): Record<string, unknown>[] {
    const value = this.body[name]
    return Array.isArray(value) ? value.filter(isObject) : []
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const missing = (name: string): GatewayRefusal => new GatewayRefusal('PARAM_ILLEGAL', `${name} is missing.`)

function checkValue(name: string, value: unknown, { kind, max, free }: FieldRule): void {
  const problem = kind === 'list' ? listProblem(value, max) : textProblem(value, max, free === true)
  if (problem !== undefined) throw new GatewayRefusal('PARAM_ILLEGAL', `${name} ${problem}`)
}

function textProblem(value: unknown, max: number, isFree: boolean): string | undefined {
  if (typeof value !== 'string' || value === '') return 'must be a string that is not empty.'
  if (value.length > max) return `has ${value.length} characters; at most ${max} are allowed.`
  return !isFree && /[@#?]/.test(value) ? 'must not contain @, # or ?.' : undefined
}

function listProblem(value: unknown, max: number): string | undefined {
  const isGood = Array.isArray(value) && value.length > 0 && value.length <= max && value.every(isObject)
  return isGood ? undefined : `must be a list of 1 to ${max} objects.`
}
