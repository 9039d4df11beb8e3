import type { KeyObject } from 'node:crypto'
import type { Site } from './sites.js'

/** Features that are added to a mini program on the platform before its OpenAPIs answer. */
export type Feature = 'App_User_Authorization' | 'Send_Message'

/** A text in each language it exists in, keyed by tag: `en`, `zh-CN`. */
export type Translations = Readonly<Record<string, string>>

/** A merchant as the gateway knows it. */
export interface Client {
  clientId: string
  /** Public keys by version; several are in force while a merchant rotates. */
  keys: ReadonlyMap<string, KeyObject>
}

export interface MiniProgram {
  appId: string
  clientId: string
  name: Translations
  merchantName: Translations
  features: Set<Feature>
  /** The super apps it is released to, each with the ID that super app gave the merchant. */
  sites: ReadonlyMap<Site, { authClientId: string }>
}

/** A user of the super app. */
export interface User {
  userId: string
  name: Translations
  nickName: string
  /** The language that the super app shows messages in. */
  language: string
}
