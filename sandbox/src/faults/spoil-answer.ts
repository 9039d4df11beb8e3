import type { GatewayRefusal } from '../gateway/result-codes.js'
import type { FaultSpec } from './fault.js'
import { faultRefusal } from './fault-refusal.js'

/** What the faults of one call make of it. */
export interface Spoilt {
  /** Names for the request log. */
  effects: string[]
  /** The call does not reach the platform. */
  isHeldBack: boolean
  /** The answer instead of the true one. */
  refusal: GatewayRefusal | undefined
  /** The connection ends without an answer. */
  isCut: boolean
  /** The answer is an HTTP error without signature. */
  httpStatus: number | undefined
  delayMs: number
  signing: 'right' | 'wrong' | 'none'
  /** How old the answer says it is, in milliseconds. */
  staleByMs: number
  isDeliveredTwice: boolean
}

/** Several faults on one call add up. */
export function spoil(faults: readonly FaultSpec[]): Spoilt {
  const find = (effect: FaultSpec['effect']): FaultSpec | undefined =>
    faults.find((fault) => fault.effect === effect)
  const has = (effect: FaultSpec['effect']): boolean => find(effect) !== undefined
  const refusing = find('refuse') ?? find('limit') ?? find('unknown')
  const failing = find('5xx')
  const stale = find('stale-time')
  return {
    effects: faults.map(({ effect }) => effect),
    isHeldBack:
      has('cut') || failing !== undefined || (refusing !== undefined && refusing.isApplied !== true),
    refusal: refusing && faultRefusal(refusing),
    isCut: has('cut') || has('answer-lost'),
    httpStatus: failing && (failing.httpStatus ?? 503),
    delayMs: faults.reduce((sum, fault) => sum + (fault.effect === 'delay' ? (fault.delayMs ?? 1000) : 0), 0),
    signing: has('unsigned') ? 'none' : has('wrong-signature') ? 'wrong' : 'right',
    staleByMs: stale ? (stale.staleByMs ?? 3_600_000) : 0,
    isDeliveredTwice: has('duplicate-delivery'),
  }
}
