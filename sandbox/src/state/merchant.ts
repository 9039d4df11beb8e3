import type { KeyObject } from 'node:crypto'
import type { UserProfile } from './seed.js'
import type { Site } from './sites.js'
import type { Switches } from './switches.js'

/** A text in each language it exists in, keyed by tag: `en`, `zh-CN`. */
export type Translations = Readonly<Record<string, string>>

/** A merchant as the gateway knows it. */
export interface Client {
  clientId: string
  /** Public keys by version; several are in force while a merchant rotates. */
  keys: Map<string, KeyObject>
}

export interface MiniProgram {
  appId: string
  clientId: string
  name: Translations
  merchantName: Translations
  /** Address of its logo; without one its name's first letter stands there. */
  logoUrl?: string
  /** What has to be in place before it may send. */
  switches: Switches
  /** The super apps it is released to, each with the ID that super app gave the merchant. */
  sites: ReadonlyMap<Site, { authClientId: string }>
}

/** A user of a super app. */
export interface User {
  userId: string
  site: Site
  name: Translations
  nickName: string
  /** The language that the super app shows messages in. */
  language: string
  status: 'ACTIVE' | 'FROZEN' | 'INACTIVE'
  profile: UserProfile
}
