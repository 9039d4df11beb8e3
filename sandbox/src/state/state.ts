import type { TemplateLibrary } from '../console/template-library.js'
import type { Faults } from '../faults/faults.js'
import type { Sends } from './sends.js'
import type { Tokens } from './tokens.js'
import type { Traffic } from './sends.js'
import type { PlatformKeys } from '../keys/key-pairs.js'
import type { AuthCodes, Grants } from '../superapp/auth-codes.js'
import type { OpenLayers } from '../superapp/open-layers.js'
import type { Inbox } from '../superapp/inbox.js'
import type { Subscriptions } from '../superapp/subscriptions.js'
import type { AutoAnswer } from './auto-answer.js'
import type { Client, MiniProgram, User } from './merchant.js'
import type { Settings } from './settings.js'

/** Everything that a reset throws away and a snapshot keeps. */
export interface State {
  settings: Settings
  autoAnswer: AutoAnswer
  clients: Map<string, Client>
  /** The first is the one that the phone shows. */
  miniPrograms: Map<string, MiniProgram>
  users: Map<string, User>
  templates: TemplateLibrary
  authCodes: AuthCodes
  layers: OpenLayers
  grants: Grants
  tokens: Tokens
  subscriptions: Subscriptions
  sends: Sends
  inbox: Inbox
  faults: Faults
  traffic: Traffic
  platformKeys: PlatformKeys
}
