import { RequestLog } from './gateway/request-log.js'
import type { SandboxKeys } from './keys/key-pairs.js'
import { Clock } from './state/clock.js'
import { defaultSeed, type Seed } from './state/seed.js'
import {
  type MiniProgram,
  type User,
  seededState,
  Snapshots,
  type Snapshot,
  type State,
} from './state/state.js'
import { defaultSettings, type Settings } from './state/settings.js'
import { Events } from './superapp/events.js'

export interface SandboxOptions {
  keys: SandboxKeys
  /** @default the shop of the platform's sample request */
  seed?: Seed | undefined
  /** Address of the mini program that the phone shows. */
  h5Url?: string | undefined
  /** Address of a DSL mini program, served by a simulator, that the phone shows beside the first. */
  dslUrl?: string | undefined
  settings?: Partial<Settings> | undefined
  /** PEM: what clients of its https have to trust; without it the sandbox speaks http. */
  caCertificate?: string | undefined
  /** Real time in milliseconds since 1970; @default Date.now */
  realTime?: (() => number) | undefined
}

/** One platform with its super apps: what the routes act on. Several may live in one process. */
export class Sandbox {
  readonly keys: SandboxKeys
  readonly h5Url: string | undefined
  /** Known only once the sandbox listens, where it serves the program itself. */
  dslUrl: string | undefined
  /** A program that a person put on the phone by its address; a reset leaves it there. */
  ownUrl: string | undefined
  readonly caCertificate: string | undefined
  readonly clock: Clock
  readonly events = new Events()
  readonly requestLog = new RequestLog()
  readonly snapshots = new Snapshots()
  seed: Seed
  state: State
  private readonly startSettings: Settings

  constructor({
    keys,
    seed = defaultSeed,
    h5Url,
    dslUrl,
    settings,
    caCertificate,
    realTime,
  }: SandboxOptions) {
    this.keys = keys
    this.seed = seed
    this.h5Url = h5Url
    this.dslUrl = dslUrl
    this.caCertificate = caCertificate
    this.clock = new Clock(realTime)
    this.startSettings = { ...defaultSettings, ...settings }
    this.state = this.freshState(seed)
  }

  /** Back to the seed and the settings of the start. Keys stay, so merchants need no new configuration. */
  reset(seed = this.seed): void {
    // First what may fail: a seed that does not fit leaves everything as it is.
    const state = this.freshState(seed)
    Object.assign(this, { seed, state })
    this.clock.offsetMs = 0
    this.clock.skewMs = 0
    this.requestLog.clear()
    this.events.publish({ type: 'reset' })
  }

  snapshot(name: string): Snapshot {
    const { offsetMs, skewMs } = this.clock
    const takenAt = new Date(this.clock.real()).toISOString()
    return this.snapshots.take(name, { takenAt, state: this.state, offsetMs, skewMs })
  }

  /** False if the snapshot does not exist. The request log goes on. */
  restore(name: string): boolean {
    const kept = this.snapshots.find(name)
    if (!kept) return false
    this.state = kept.state
    Object.assign(this.clock, { offsetMs: kept.offsetMs, skewMs: kept.skewMs })
    this.events.publish({ type: 'reset' })
    return true
  }

  /** The mini program that the phone shows. */
  get miniProgram(): MiniProgram {
    const [first] = this.state.miniPrograms.values()
    if (!first) throw new Error('The sandbox has no mini program.')
    return first
  }

  /** The user who is chosen when the page is first opened: the first whose super app has the mini program. */
  get firstUser(): User | undefined {
    const users = [...this.state.users.values()]
    return users.find(({ site }) => this.miniProgram.sites.has(site)) ?? users[0]
  }

  private freshState(seed: Seed): State {
    return seededState(seed, this.keys, this.startSettings, this.clock.real())
  }
}
