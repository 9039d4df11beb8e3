import { newId } from '../state/random-ids.js'
import type { Fault, FaultSpec, JsapiFault } from './fault.js'
import { SeededRandom } from './seeded-random.js'

interface Planned {
  fault: Fault
  random: SeededRandom
}

/** Faults in force, in the order in which they were set. */
export class Faults {
  private readonly planned: Planned[] = []

  add(spec: FaultSpec): Fault {
    const fault: Fault = { ...spec, faultId: newId(), matched: 0, struck: 0 }
    this.planned.push({ fault, random: new SeededRandom(spec.seed ?? 1) })
    return fault
  }

  list(): Fault[] {
    return this.planned.map(({ fault }) => fault)
  }

  /** False if there is no such fault. */
  remove(faultId: string): boolean {
    const index = this.planned.findIndex(({ fault }) => fault.faultId === faultId)
    if (index >= 0) this.planned.splice(index, 1)
    return index >= 0
  }

  clear(): void {
    this.planned.length = 0
  }

  /** The faults that spoil this call. Each call of an endpoint draws once, so the same seed tells the same story. */
  strike(endpoint: string): FaultSpec[] {
    return this.struckBy(endpoint, ({ effect }) => effect !== 'jsapi-error')
  }

  /** The same for a JSAPI, which only `jsapi-error` concerns. */
  strikeJsapi(jsapi: JsapiFault): FaultSpec[] {
    return this.struckBy(jsapi, ({ effect }) => effect === 'jsapi-error')
  }

  private struckBy(endpoint: string, isMeant: (fault: Fault) => boolean): FaultSpec[] {
    const meant = this.planned.filter(({ fault }) => isMeant(fault))
    return meant.filter((planned) => strikes(planned, endpoint)).map(({ fault }) => fault)
  }
}

function strikes({ fault, random }: Planned, endpoint: string): boolean {
  if (fault.endpoint !== undefined && fault.endpoint !== endpoint) return false
  fault.matched += 1
  if (fault.matched <= (fault.skip ?? 0) || fault.struck >= (fault.count ?? Infinity)) return false
  if (random.next() >= (fault.rate ?? 1)) return false
  fault.struck += 1
  return true
}
