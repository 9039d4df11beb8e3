import type { Spoilt } from '../faults/spoil-answer.js'
import type { Sandbox } from '../sandbox.js'
import type { Client, Feature, MiniProgram } from '../state/merchant.js'
import type { State } from '../state/state.js'
import { GatewayRefusal } from './refusal.js'
import type { RequestFields } from './request-fields.js'
import type { SuccessCode } from './result-codes.js'

/** A call that has passed everything up to the field rules. */
export interface GatewayCall {
  sandbox: Sandbox
  state: State
  client: Client
  /** The mini program that `appId` names, if it is this merchant's. */
  miniProgram: MiniProgram | undefined
  fields: RequestFields
  body: Readonly<Record<string, unknown>>
  /** The sandbox's own time. */
  now: number
  /** What the faults in force do to this call. */
  spoilt: Spoilt
}

/** What stands beside `result`, and another code than SUCCESS where the platform has one. */
export type MethodAnswer = Record<string, unknown> & { resultCode?: SuccessCode }

export interface GatewayMethod {
  /** After `/api/open`, e.g. `/v2/authorizations/applyToken`. */
  path: string
  /** The feature without which the platform does not offer the API. */
  feature?: Feature
  /** What stands beside `result` in the answer; throws GatewayRefusal. */
  answer(call: GatewayCall): MethodAnswer
}

/** The mini program of the call's `appId`; an unknown one and another merchant's look alike. */
export function requireMiniProgram({ fields, miniProgram, client }: GatewayCall): MiniProgram {
  const appId = fields.text('appId', { max: 32 })
  if (miniProgram) return miniProgram
  throw new GatewayRefusal('ACCESS_DENIED', `appId ${appId} is not a mini program of ${client.clientId}.`)
}
