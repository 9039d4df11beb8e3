import type { Spoilt } from '../faults/faults.js'
import type { Clock } from '../state/clock.js'
import type { Client, MiniProgram, State } from '../state/state.js'
import type { SettingName } from '../state/settings.js'
import type { Events } from '../superapp/events.js'
import type { RequestFields } from './fields.js'
import type { RequestLog } from './request-log.js'
import { GatewayRefusal } from './result-codes.js'

/** What the gateway needs of the sandbox it belongs to. A reset puts another state there, so it is read anew for each call. */
export interface GatewayContext {
  readonly state: State
  readonly clock: Clock
  readonly events: Events
  readonly requestLog: RequestLog
}

/** What belongs to a call besides its request. */
export interface CallContext {
  /** Its entry in the request log. */
  requestLogId: string
  /** What the faults in force do to it. */
  spoilt: Spoilt
  /** What the request log tells the merchant although the call went through, by the setting that decides it. */
  warnings: { setting: SettingName; text: string }[]
}

/** A call that has passed everything up to the field rules. */
export interface GatewayCall extends CallContext, Pick<GatewayContext, 'state' | 'clock' | 'events'> {
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

/** A feature that is added to a mini program on the platform before its OpenAPIs answer. */
export type Feature = 'appUserAuthorization' | 'sendMessage'

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
