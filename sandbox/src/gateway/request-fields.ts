import { GatewayRefusal } from './refusal.js'

interface TextRule {
  /** Longest value in characters. */
  max: number
  /** Free text such as JSON: `@ # ?` are allowed. */
  free?: boolean
}

/** A request's fields, each read by the rule that its method gives; PARAM_ILLEGAL names the first wrong one. */
export class RequestFields {
  constructor(private readonly body: Readonly<Record<string, unknown>>) {}

  /** A field that has to be there. */
  text(name: string, rule: TextRule): string {
    const value = this.optionalText(name, rule)
    if (value === undefined) throw new GatewayRefusal('PARAM_ILLEGAL', `${name} is missing.`)
    return value
  }

  /** Undefined if the field is absent or null. */
  optionalText(name: string, { max, free = false }: TextRule): string | undefined {
    const value = this.body[name]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string' || value === '') {
      throw new GatewayRefusal('PARAM_ILLEGAL', `${name} must be a string that is not empty.`)
    }
    if (value.length > max) {
      throw new GatewayRefusal(
        'PARAM_ILLEGAL',
        `${name} has ${value.length} characters; at most ${max} are allowed.`,
      )
    }
    if (!free && /[@#?]/.test(value)) {
      throw new GatewayRefusal('PARAM_ILLEGAL', `${name} must not contain @, # or ?.`)
    }
    return value
  }

  /** A list of 1 to `max` objects. */
  objects(name: string, max: number): Record<string, unknown>[] {
    const value = this.body[name]
    if (!Array.isArray(value) || value.length === 0 || value.length > max || !value.every(isObject)) {
      throw new GatewayRefusal('PARAM_ILLEGAL', `${name} must be a list of 1 to ${max} objects.`)
    }
    return value
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
