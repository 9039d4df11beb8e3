import { KeyObject } from 'node:crypto'
import type { UserProfile, Seed } from './seed.js'
import { type Site, isSite } from './sites.js'
import { type Switches, allOn } from './switches.js'
import { TemplateLibrary } from '../console/template-library.js'
import { Faults } from '../faults/faults.js'
import { Sends, Traffic } from './sends.js'
import { Tokens } from './tokens.js'
import { PlatformKeys, type SandboxKeys, readPublicKey } from '../keys/key-pairs.js'
import { AuthCodes, Grants } from '../superapp/auth-codes.js'
import { OpenLayers } from '../superapp/open-layers.js'
import { Inbox } from '../superapp/inbox.js'
import { Subscriptions } from '../superapp/subscriptions.js'
import { type AutoAnswer, nobodyAnswers } from './auto-answer.js'
import type { Settings } from './settings.js'

/**
 * A deep copy that keeps classes and shared references: a token that two maps hold is one object in the
 * copy too. Keys never change, so they are shared.
 */
export function copyOf<Value>(value: Value, seen = new Map<unknown, unknown>()): Value {
  if (typeof value !== 'object' || value === null || value instanceof KeyObject) return value
  const known = seen.get(value)
  if (known !== undefined) return known as Value
  const copy = emptyLike(value)
  seen.set(value, copy)
  if (value instanceof Map) {
    for (const [key, inner] of value) (copy as Map<unknown, unknown>).set(key, copyOf(inner, seen))
  } else if (value instanceof Set) {
    for (const inner of value) (copy as Set<unknown>).add(copyOf(inner, seen))
  } else {
    for (const [name, inner] of Object.entries(value)) {
      Object.assign(copy, { [name]: copyOf<unknown>(inner, seen) })
    }
  }
  return copy as Value
}

function emptyLike(value: object): object {
  if (value instanceof Map) return new Map()
  if (value instanceof Set) return new Set()
  return Array.isArray(value) ? [] : (Object.create(Object.getPrototypeOf(value) as object) as object)
}

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

export interface Snapshot {
  name: string
  /** ISO 8601. */
  takenAt: string
}

interface Kept extends Snapshot {
  state: State
  offsetMs: number
  skewMs: number
}

/** States put aside by name. They outlive a reset and end with the process. */
export class Snapshots {
  private readonly kept = new Map<string, Kept>()

  /** A name that exists is taken over. */
  take(name: string, snapshot: Omit<Kept, 'name'>): Snapshot {
    this.kept.set(name, { ...snapshot, name, state: copyOf(snapshot.state) })
    return { name, takenAt: snapshot.takenAt }
  }

  /** A copy, so that one snapshot can be restored again and again. */
  find(name: string): Kept | undefined {
    const kept = this.kept.get(name)
    return kept && { ...kept, state: copyOf(kept.state) }
  }

  remove(name: string): boolean {
    return this.kept.delete(name)
  }

  list(): Snapshot[] {
    return [...this.kept.values()].map(({ name, takenAt }) => ({ name, takenAt }))
  }
}

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
