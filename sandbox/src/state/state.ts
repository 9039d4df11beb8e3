import { createPublicKey } from 'node:crypto'
import { TemplateLibrary } from '../console/template-library.js'
import { Faults } from '../faults/faults.js'
import { Sends } from '../gateway/sends.js'
import { Tokens } from '../gateway/tokens.js'
import type { SandboxKeys } from '../keys/key-pairs.js'
import { PlatformKeys } from '../keys/platform-keys.js'
import { AuthCodes } from '../superapp/auth-codes.js'
import { AuthorizationPages } from '../superapp/authorization-pages.js'
import { Grants } from '../superapp/grants.js'
import { Inbox } from '../superapp/inbox.js'
import { Subscriptions } from '../superapp/subscriptions.js'
import { nobodyAnswers, type AutoAnswer } from './auto-answer.js'
import type { Client, MiniProgram, User } from './merchant.js'
import type { Seed } from './seed.js'
import type { Settings } from './settings.js'

/** Everything that a reset throws away. */
export interface State {
  settings: Settings
  autoAnswer: AutoAnswer
  clients: Map<string, Client>
  miniPrograms: Map<string, MiniProgram>
  users: Map<string, User>
  templates: TemplateLibrary
  authCodes: AuthCodes
  authorizationPages: AuthorizationPages
  grants: Grants
  tokens: Tokens
  subscriptions: Subscriptions
  sends: Sends
  inbox: Inbox
  faults: Faults
  platformKeys: PlatformKeys
}

/** A state that holds the seed and nothing else. */
export function seededState(seed: Seed, keys: SandboxKeys, settings: Settings, now: number): State {
  const { clientId, keyVersion } = seed
  const { appId, site, authClientId, features, name, merchantName } = seed.miniProgram
  const publicKey = createPublicKey(keys.merchant.publicKey)
  const program = { appId, clientId, name, merchantName, features: new Set(features) }
  return {
    settings: { ...settings },
    autoAnswer: { ...nobodyAnswers },
    clients: new Map([[clientId, { clientId, keys: new Map([[keyVersion.toString(), publicKey]]) }]]),
    miniPrograms: new Map([[appId, { ...program, sites: new Map([[site, { authClientId }]]) }]]),
    users: new Map(seed.users.map((user) => [user.userId, user])),
    templates: seededTemplates(seed, now),
    authCodes: new AuthCodes(),
    authorizationPages: new AuthorizationPages(),
    grants: new Grants(),
    tokens: new Tokens(),
    subscriptions: new Subscriptions(),
    sends: new Sends(),
    inbox: new Inbox(),
    faults: new Faults(),
    platformKeys: new PlatformKeys(keys.platform),
  }
}

function seededTemplates(seed: Seed, now: number): TemplateLibrary {
  const { templateCode, ...draft } = seed.template
  const library = new TemplateLibrary()
  const { templateId } = library.create(draft)
  const { applicationId } = library.apply(templateId, seed.miniProgram.appId, 'Seeded')
  library.approve(applicationId, now, templateCode)
  return library
}
