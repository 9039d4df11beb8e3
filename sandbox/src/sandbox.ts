import { RequestLog } from './gateway/request-log.js'
import type { SandboxKeys } from './keys/key-pairs.js'
import { Clock } from './state/clock.js'
import { defaultSeed, type Seed } from './state/seed.js'
import { defaultSettings, type Settings } from './state/settings.js'
import { seededState, type State } from './state/state.js'
import { Events } from './superapp/events.js'

export interface SandboxOptions {
  keys: SandboxKeys
  /** Address of the H5 mini program that the phone shows. */
  h5Url?: string | undefined
  settings?: Partial<Settings> | undefined
  /** Real time in milliseconds since 1970; @default Date.now */
  realTime?: (() => number) | undefined
}

/** One platform with one super app: what the routes act on. Several may live in one process. */
export class Sandbox {
  readonly seed: Seed = defaultSeed
  readonly keys: SandboxKeys
  readonly h5Url: string | undefined
  readonly clock: Clock
  readonly events = new Events()
  readonly requestLog = new RequestLog()
  state: State
  private readonly startSettings: Settings

  constructor({ keys, h5Url, settings, realTime }: SandboxOptions) {
    this.keys = keys
    this.h5Url = h5Url
    this.clock = new Clock(realTime)
    this.startSettings = { ...defaultSettings, ...settings }
    this.state = this.freshState()
  }

  /** Back to the seed and the settings of the start. Keys stay, so merchants need no new configuration. */
  reset(): void {
    this.clock.offsetMs = 0
    this.requestLog.clear()
    this.state = this.freshState()
    this.events.publish({ type: 'reset' })
  }

  private freshState(): State {
    return seededState(this.seed, this.keys, this.startSettings, this.clock.now())
  }
}
