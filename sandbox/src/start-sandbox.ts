import type { AddressInfo } from 'node:net'
import { createApp } from './app.js'
import { credentialsOf, type Credentials } from './control/credentials.js'
import { generateKeys } from './keys/key-pairs.js'
import { storedKeys } from './keys/stored-keys.js'
import { checked } from './checked.js'
import { AutoAnswerChange } from './control/auto-answer-routes.js'
import { ClockChange, moveClock } from './control/clock-routes.js'
import { FaultSpec, type Fault } from './faults/fault.js'
import { showRequest, type LoggedRequest } from './gateway/show-request.js'
import { loadPageAssets } from './page-assets.js'
import { Sandbox } from './sandbox.js'
import { serveMiniProgram, type ServedMiniProgram } from './serve-mini-program.js'
import type { AutoAnswer } from './state/auto-answer.js'
import { parseSeed, readSeed } from './state/read-seed.js'
import type { Seed, SeedInput } from './state/seed-schema.js'
import { SettingsChange } from './state/settings-schema.js'
import type { Settings } from './state/settings.js'
import type { InboxMessage } from './superapp/inbox.js'
import type { MessageFilter } from './superapp/message-filter.js'
import { waitForMessage } from './superapp/wait-for-message.js'

export interface StartOptions {
  /** TCP port on 127.0.0.1; 0 takes a free one. @default 0 */
  port?: number | undefined
  /** Address of the H5 mini program that the phone shows; without it the phone says how to give one. */
  h5Url?: string | undefined
  /** Address of a DSL mini program, served by a simulator, that the phone shows beside the first. */
  dslUrl?: string | undefined
  /** Folder of a DSL mini program that is built, served and shown beside the first; needs mini-program-simulator. */
  miniProgramFolder?: string | undefined
  /** Folder in which the keys survive a restart; without it each start makes new ones. */
  stateDir?: string | undefined
  /** What the platform's documents leave open. */
  settings?: Partial<Settings> | undefined
  /** What it starts with: an object in the form of the seed file, or YAML or JSON text. @default a chicken rice shop */
  seed?: SeedInput | string | undefined
}

/** A sandbox that is listening. */
export interface RunningSandbox {
  /** E.g. `http://127.0.0.1:8787`. */
  url: string
  /** Host and path prefix of the gateway; `/v2/…` follows. */
  gatewayUrl: string
  credentials: Credentials
  /** Messages delivered so far, newest first; of one user, or of all. */
  inbox(userId?: string): InboxMessage[]
  /** Answers authorization pages in the user's place; what is left out stays as it is. */
  autoAnswer(answer: Partial<AutoAnswer>): void
  /** Sets, advances or skews the time; what is left out stays. */
  moveClock(change: ClockChange): void
  /** Moves the sandbox's own time, in milliseconds ahead of the real one, so that codes and tokens expire. */
  setClockOffset(offsetMs: number): void
  /**
   * The newest message that fits, as soon as there is one: no polling, no sleep. Throws after `timeoutMs`.
   * @default timeoutMs 10000
   */
  waitForMessage(filter?: MessageFilter, options?: { timeoutMs?: number }): Promise<InboxMessage>
  /** Lets something go wrong at the gateway, until it is used up, cleared or reset. */
  addFault(fault: FaultSpec): Fault
  clearFaults(): void
  /** What is left out stays. */
  changeSettings(change: Partial<Settings>): void
  /** Puts the whole state aside under this name. */
  snapshot(name: string): void
  /** Throws if there is no such snapshot. */
  restore(name: string): void
  /** Calls of the gateway, newest first, without tokens, codes and keys. */
  requests(): LoggedRequest[]
  /** Back to the seed, or to another one. */
  reset(seed?: SeedInput | string): void
  stop(): Promise<void>
}

/**
 * Starts the platform and the super app on 127.0.0.1. Several may run at once, each with its own state.
 * Throws if `h5Url` or `dslUrl` is not an http address or the seed does not fit, and Node's EADDRINUSE if the port is taken.
 */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const h5Url = readAddress('h5Url', options.h5Url)
  const dslUrl = readAddress('dslUrl', options.dslUrl)
  const seed = seedOf(options.seed)
  const settings = checked('settings', SettingsChange, options.settings ?? {})
  const keys = await (options.stateDir === undefined ? generateKeys() : storedKeys(options.stateDir))
  const sandbox = new Sandbox({ keys, seed, h5Url, dslUrl, settings })
  const app = createApp(sandbox, await loadPageAssets())
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const program = await serveFolder(options.miniProgramFolder, url, () => app.close())
  if (program) sandbox.dslUrl = program.url
  const credentials = credentialsOf(sandbox, url)
  return {
    url,
    gatewayUrl: credentials.gatewayUrl,
    credentials,
    inbox: (userId) => sandbox.state.inbox.list(userId),
    waitForMessage: async (filter = {}, { timeoutMs = 10_000 } = {}) => {
      const message = await waitForMessage(sandbox, filter, timeoutMs)
      if (message) return message
      throw new Error(`No such message came within ${timeoutMs} ms: ${JSON.stringify(filter)}`)
    },
    addFault: (fault) => sandbox.state.faults.add(checked('addFault', FaultSpec, fault)),
    clearFaults: () => sandbox.state.faults.clear(),
    changeSettings: (change) =>
      void Object.assign(sandbox.state.settings, checked('changeSettings', SettingsChange, change)),
    snapshot: (name) => void sandbox.snapshot(name),
    restore(name) {
      if (!sandbox.restore(name)) throw new Error(`There is no snapshot ${name}.`)
    },
    autoAnswer: (answer) =>
      void Object.assign(sandbox.state.autoAnswer, checked('autoAnswer', AutoAnswerChange, answer)),
    moveClock: (change) => moveClock(sandbox, checked('moveClock', ClockChange, change)),
    setClockOffset: (offsetMs) => void (sandbox.clock.offsetMs = offsetMs),
    requests: () => sandbox.requestLog.list().map(showRequest),
    reset: (again) => sandbox.reset(again === undefined ? undefined : seedOf(again)),
    async stop() {
      await program?.close()
      await app.close()
    },
  }
}

const seedOf = (given: SeedInput | string | undefined): Seed =>
  typeof given === 'string' ? parseSeed(given) : readSeed(given)

/** A sandbox that cannot show what it was asked to does not stay behind. */
async function serveFolder(
  folder: string | undefined,
  url: string,
  giveUp: () => Promise<void>,
): Promise<ServedMiniProgram | undefined> {
  if (folder === undefined) return undefined
  try {
    return await serveMiniProgram(folder, url)
  } catch (error) {
    await giveUp()
    throw error
  }
}

function readAddress(option: 'h5Url' | 'dslUrl', text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new Error(
    `${option} must be an http or https address, for example http://127.0.0.1:8789/; it is "${text}".`,
  )
}
