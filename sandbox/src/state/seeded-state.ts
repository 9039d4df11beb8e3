import { TemplateLibrary } from '../console/template-library.js'
import { Faults } from '../faults/faults.js'
import { Sends } from './sends.js'
import { Tokens } from './tokens.js'
import { Traffic } from './sends.js'
import { type SandboxKeys, PlatformKeys, readPublicKey } from '../keys/key-pairs.js'
import { AuthCodes, Grants } from '../superapp/auth-codes.js'
import { Inbox } from '../superapp/inbox.js'
import { OpenLayers } from '../superapp/open-layers.js'
import { Subscriptions } from '../superapp/subscriptions.js'
import { nobodyAnswers } from './auto-answer.js'
import type { Client, MiniProgram, User } from './merchant.js'
import type { Seed } from './seed.js'
import type { Settings } from './settings.js'
import { isSite, type Site } from './sites.js'
import type { State } from './state.js'
import { allOn } from './switches.js'

/** A state that holds the seed and nothing else. */
export function seededState(seed: Seed, keys: SandboxKeys, settings: Settings, now: number): State {
  return {
    settings: { ...settings, ...seed.settings },
    autoAnswer: { ...nobodyAnswers, ...seed.autoAnswer },
    clients: new Map(seed.merchants.map((merchant) => [merchant.clientId, clientOf(merchant, keys)])),
    miniPrograms: new Map(seed.miniPrograms.map((one) => [one.appId, miniProgramOf(one, seed)])),
    users: new Map(seed.users.map((user) => [user.userId, userOf(user)])),
    templates: seededTemplates(seed, now),
    authCodes: new AuthCodes(),
    layers: new OpenLayers(),
    grants: new Grants(),
    tokens: new Tokens(),
    subscriptions: new Subscriptions(),
    sends: new Sends(),
    inbox: new Inbox(),
    faults: new Faults(),
    traffic: new Traffic(),
    platformKeys: new PlatformKeys(keys.platform),
  }
}

/** The sandbox's own pair is version 1 of every merchant; the seed's keys follow. */
function clientOf({ clientId, publicKeys = [] }: Seed['merchants'][number], keys: SandboxKeys): Client {
  const all = [keys.merchant.publicKey, ...publicKeys].flatMap((text) => readPublicKey(text) ?? [])
  return { clientId, keys: new Map(all.map((key, index) => [String(index + 1), key])) }
}

function miniProgramOf(
  { appId, clientId, name, merchantName, logoUrl, sites, switches }: Seed['miniPrograms'][number],
  { merchants }: Seed,
): MiniProgram {
  const releases = Object.entries(sites).filter((release): release is [Site, { authClientId: string }] =>
    isSite(release[0]),
  )
  return {
    appId,
    clientId: clientId ?? merchants[0]?.clientId ?? '',
    name,
    merchantName,
    ...(logoUrl !== undefined && { logoUrl }),
    switches: { ...allOn, ...switches },
    sites: new Map(releases),
  }
}

export const userOf = ({
  site = 'ALIPAY_CN',
  status = 'ACTIVE',
  profile = {},
  ...user
}: Seed['users'][number]): User => ({ ...user, site, status, profile })

function seededTemplates({ templates }: Seed, now: number): TemplateLibrary {
  const library = new TemplateLibrary()
  for (const { applications = [], ...draft } of templates) {
    const { templateId } = library.create(draft)
    for (const { appId, scenario = 'Seeded', status = 'APPROVED', templateCode } of applications) {
      const { applicationId } = library.apply(templateId, appId, scenario, now)
      if (status === 'APPROVED') library.approve(applicationId, now, templateCode)
    }
  }
  return library
}
