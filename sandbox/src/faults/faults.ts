import Type, { type Static } from 'typebox'
import { refusalCodes, GatewayRefusal, type RefusalCode } from '../gateway/result-codes.js'
import { newId } from '../state/random-ids.js'

const Effect = Type.Enum(
  [
    'delay',
    'cut',
    '5xx',
    'unknown',
    'limit',
    'refuse',
    'wrong-signature',
    'unsigned',
    'stale-time',
    'answer-lost',
    'duplicate-delivery',
    'jsapi-error',
  ],
  {
    description:
      'delay: the answer comes late. cut: the connection ends, nothing was done. 5xx: HTTP error, nothing was done. ' +
      'unknown: U UNKNOWN_EXCEPTION. limit: REQUEST_TRAFFIC_EXCEED_LIMIT. refuse: the resultCode you name. ' +
      'wrong-signature, unsigned, stale-time: the call is done, its answer cannot be trusted. ' +
      'answer-lost: the call is done, the connection ends. duplicate-delivery: a message reaches the inbox twice. ' +
      'jsapi-error: the JSAPI that endpoint names (my.getAuthCode …; default: each) fails with the error you name.',
  },
)

/** JSAPIs that a fault can let fail. */
export type JsapiFault = 'my.getAuthCode' | 'my.getSiteInfo' | 'my.requestSubscribeMessage'

/** What is to go wrong, and when. */
export const FaultSpec = Type.Object(
  {
    effect: Effect,
    endpoint: Type.Optional(
      Type.String({
        description:
          'Path after /api/open, e.g. /v2/miniprogram/message/send; for jsapi-error a JSAPI, e.g. my.getAuthCode. ' +
          'Default: every one.',
      }),
    ),
    count: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Strikes so often, then never. Default: no end.' }),
    ),
    skip: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Lets so many calls pass first. Default 0.' }),
    ),
    rate: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Share of calls that it strikes. Default 1.' }),
    ),
    seed: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The same seed strikes the same calls. Default 1.' }),
    ),
    delayMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 600_000,
        description: 'For delay, in milliseconds. Default 1000.',
      }),
    ),
    httpStatus: Type.Optional(
      Type.Integer({ minimum: 500, maximum: 599, description: 'For 5xx. Default 503.' }),
    ),
    resultCode: Type.Optional(
      Type.Enum([...refusalCodes], { description: 'For refuse. Default PROCESS_FAIL.' }),
    ),
    resultStatus: Type.Optional(
      Type.Enum(['F', 'U'], {
        description: 'For limit and refuse. Default: the documented status of the code.',
      }),
    ),
    isApplied: Type.Optional(
      Type.Boolean({
        description:
          'For unknown, limit and refuse: whether the call takes effect all the same. Default false.',
      }),
    ),
    error: Type.Optional(
      Type.Integer({
        description:
          'For jsapi-error. Default 10. my.getAuthCode: 3, 4, 11, 12. my.requestSubscribeMessage: -1, 10, 11, 15, ' +
          '203, 402, 100201, 106002, 106008.',
      }),
    ),
    staleByMs: Type.Optional(
      Type.Integer({ description: 'For stale-time: age of Response-Time in milliseconds. Default 3600000.' }),
    ),
  },
  { additionalProperties: false },
)
export type FaultSpec = Static<typeof FaultSpec>

export const Fault = Type.Interface([FaultSpec], {
  faultId: Type.String(),
  matched: Type.Integer({ description: 'Calls of its endpoint since it was set.' }),
  struck: Type.Integer({ description: 'Calls that it spoiled.' }),
})
export type Fault = Static<typeof Fault>

const remedy = 'Nothing: a fault that was set by POST /_sandbox/faults.'

/** The platform's answer that an `unknown`, `limit` or `refuse` fault stands for. */
function faultRefusal({ effect, resultCode, resultStatus }: FaultSpec): GatewayRefusal {
  const code = codeOf(effect, resultCode)
  return new GatewayRefusal(code, 'Answered by a fault of the sandbox.', {
    remedy,
    ...(resultStatus !== undefined && { status: resultStatus }),
  })
}

function codeOf(effect: FaultSpec['effect'], resultCode: RefusalCode | undefined): RefusalCode {
  if (effect === 'unknown') return 'UNKNOWN_EXCEPTION'
  return effect === 'limit' ? 'REQUEST_TRAFFIC_EXCEED_LIMIT' : (resultCode ?? 'PROCESS_FAIL')
}

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

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32), so that a failed run can be repeated. */
class SeededRandom {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

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

  /** False if the fault does not exist. */
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
