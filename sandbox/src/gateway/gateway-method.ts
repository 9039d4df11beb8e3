import type { Spoilt } from '../faults/spoil-answer.js'
import type { Sandbox } from '../sandbox.js'
import type { Client, MiniProgram } from '../state/merchant.js'
import type { Settings } from '../state/settings.js'
import type { State } from '../state/state.js'
import type { FieldRules } from './field-rules.js'
import { GatewayRefusal } from './refusal.js'
import type { RequestFields } from './request-fields.js'
import type { SuccessCode } from './result-codes.js'

/** What belongs to a call besides its request. */
export interface CallContext {
  /** Its entry in the request log. */
  requestLogId: string
  /** What the faults in force do to it. */
  spoilt: Spoilt
}

/** A call that has passed everything up to the field rules. */
export interface GatewayCall extends CallContext {
  sandbox: Sandbox
  state: State
  /** Of its endpoint. */
  path: string
  client: Client
  /** The mini program that `appId` names, if it is this merchant's. */
  miniProgram: MiniProgram | undefined
  fields: RequestFields
  body: Readonly<Record<string, unknown>>
  /** The sandbox's own time. */
  now: number
}

/** What stands beside `result`, and another code than SUCCESS where the platform has one. */
export type MethodAnswer = Record<string, unknown> & { resultCode?: SuccessCode }

/** A feature that is added to a mini program on the platform before its OpenAPIs answer. */
export type Feature = 'appUserAuthorization' | 'sendMessage'

export interface GatewayMethod {
  /** After `/api/open`, e.g. `/v2/authorizations/applyToken`. */
  path: string
  /** Without it the platform does not offer the API. */
  feature: Feature
  /** Where its fields were read. */
  source: string
  /** All fields that it has; checked before it answers. */
  fields: FieldRules
  /** False where the settings say that the platform lacks it. @default always there */
  isThere?(settings: Settings): boolean
  /** What stands beside `result` in the answer; throws GatewayRefusal. */
  answer(call: GatewayCall): MethodAnswer
}

/** The mini program of the call's `appId`; an unknown one and another merchant's look alike. */
export function requireMiniProgram({ fields, miniProgram, client }: GatewayCall): MiniProgram {
  const appId = fields.text('appId')
  if (miniProgram) return miniProgram
  throw new GatewayRefusal('ACCESS_DENIED', `appId ${appId} is not a mini program of ${client.clientId}.`)
}

const featureNames: Record<Feature, string> = {
  appUserAuthorization: 'App_User_Authorization',
  sendMessage: 'Send_Message',
}

/** Refuses what the mini program's switches do not allow. */
export function requireReady(feature: Feature, { appId, switches }: MiniProgram, { settings }: State): void {
  if (!switches[feature]) {
    const message = `Feature ${featureNames[feature]} was not added to ${appId}.`
    throw new GatewayRefusal(settings.featureMissingCode, message)
  }
  if (!switches.platformAuthorized) {
    const message = 'The merchant has not authorised the platform to call the super app on its behalf.'
    throw new GatewayRefusal(settings.platformNotAuthorizedCode, message)
  }
}
