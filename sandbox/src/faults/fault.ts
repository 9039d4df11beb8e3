import { Type, type Static } from '@fastify/type-provider-typebox'
import { refusalCodes } from '../gateway/result-codes.js'

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
export const faultyJsapis = ['my.getAuthCode', 'my.getSiteInfo', 'my.requestSubscribeMessage'] as const
export type JsapiFault = (typeof faultyJsapis)[number]

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
