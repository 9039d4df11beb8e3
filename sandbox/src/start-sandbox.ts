import Type from 'typebox'
import { isIP, type AddressInfo } from 'node:net'
import { createApp } from './app.js'
import { credentialsOf, type Credentials } from './control/credentials.js'
import { generateKeys, storedKeys } from './keys/key-pairs.js'
import { httpsCertificate } from './keys/https-certificate.js'
import { checked } from './checked.js'
import { AutoAnswerChange, ClockChange, moveClock } from './control/behaviour-routes.js'
import { FaultSpec, type Fault } from './faults/faults.js'
import { showRequest, type LoggedRequest } from './gateway/request-log.js'
import { loadPageAssets } from './page-assets.js'
import { Sandbox } from './sandbox.js'
import { serveMiniProgram, type ServedMiniProgram } from './serve-mini-program.js'
import type { AutoAnswer } from './state/auto-answer.js'
import { parseSeed, readSeed } from './state/read-seed.js'
import type { Seed, SeedInput } from './state/seed.js'
import { SettingsChange, type Settings } from './state/settings.js'
import { keepMessages } from './state/stored-messages.js'
import { getAuthCode } from './superapp/get-auth-code.js'
import { type InboxMessage, MessageFilter } from './superapp/inbox.js'
import { waitForMessage } from './superapp/wait-for-message.js'
import { postMessages } from './superapp/webhook.js'

export interface StartOptions {
  /** TCP port; 0 takes a free one. @default 0 */
  port?: number | undefined
  /**
   * Address to listen on. With any other than the default everyone who reaches it can read the merchant's private
   * key. `0.0.0.0` is every address of this machine, which a container needs. @default '127.0.0.1'
   */
  host?: string | undefined
  /**
   * Names beside localhost under which clients reach it, such as a service's name in a Compose file. They stand in
   * the certificate too; addresses may be given for that. @default none
   */
  hostnames?: readonly string[] | undefined
  /**
   * Origins of pages whose scripts may read all answers, the private key too, e.g. `http://localhost:3000`.
   * @default none
   */
  corsOrigins?: readonly string[] | undefined
  /** Speaks https, with a certificate of its own; clients have to trust `caCertificate`. @default false */
  https?: boolean | undefined
  /** Address of the H5 mini program that the phone shows; without it the phone says how to give one. */
  h5Url?: string | undefined
  /** Address of a DSL mini program, served by a simulator, that the phone shows beside the first. */
  dslUrl?: string | undefined
  /** Folder of a DSL mini program that is built, served and shown beside the first; needs mini-program-simulator. */
  miniProgramFolder?: string | undefined
  /** Folder in which the keys and the CA survive a restart; without it each start makes new ones. */
  stateDir?: string | undefined
  /**
   * Keeps the messages in `stateDir` too, and the requestIds that were sent, so that they survive a restart; a reset
   * removes them. Tokens, users, templates and settings do not. @default false
   */
  stateData?: boolean | undefined
  /** http address that every delivered message is posted to, as `{ type: 'message', message }`, once. @default none */
  webhookUrl?: string | undefined
  /** What the platform's documents leave open. */
  settings?: Partial<Settings> | undefined
  /** What it starts with: an object in the form of the seed file, or YAML or JSON text. @default a chicken rice shop */
  seed?: SeedInput | string | undefined
}

/** A sandbox that is listening. */
export interface RunningSandbox {
  /** E.g. `http://127.0.0.1:8787`. */
  url: string
  /** PEM: the CA to trust, with `https`. */
  caCertificate: string | undefined
  /** Host and path prefix of the gateway; `/v2/…` follows. */
  gatewayUrl: string
  credentials: Credentials
  /** Messages delivered so far, newest first; of one user, or of all. */
  inbox(userId?: string): InboxMessage[]
  /**
   * A code as `my.getAuthCode` gives it, without a phone. Throws if the user refuses, or if nobody answers his
   * authorization page: see `autoAnswer`.
   * @default the first user, `['auth_user']`
   */
  getAuthCode(request?: { userId?: string; scopes?: string[] }): string
  /** Answers authorization pages in the user's place; what is left out stays as it is. */
  autoAnswer(answer: Partial<AutoAnswer>): void
  /** Sets, advances or skews the time; what is left out stays. */
  moveClock(change: ClockChange): void
  /** Moves the sandbox's own time, in milliseconds ahead of the real one, so that codes and tokens expire. */
  setClockOffset(offsetMs: number): void
  /**
   * The newest message that fits, as soon as there is one: no polling, no sleep. Throws after `timeoutMs`, and when the
   * sandbox stops. `timeoutMs` stands in the filter, as in the route's query, or in `options`.
   * @default timeoutMs 10000
   */
  waitForMessage(
    filter?: MessageFilter & { timeoutMs?: number },
    options?: { timeoutMs?: number },
  ): Promise<InboxMessage>
  /** Lets something go wrong at the gateway, until it is used up, cleared or reset. */
  addFault(fault: FaultSpec): Fault
  clearFaults(): void
  /** What is left out stays. */
  changeSettings(change: Partial<Settings>): void
  /** Puts the whole state aside under this name. */
  snapshot(name: string): void
  /** Throws if the snapshot does not exist. */
  restore(name: string): void
  /** Calls of the gateway, newest first, without tokens, codes and keys. */
  requests(): LoggedRequest[]
  /** Back to the seed, or to another one. */
  reset(seed?: SeedInput | string): void
  stop(): Promise<void>
}

/**
 * Starts the platform and the super app, on 127.0.0.1 if nothing else is said. Several may run at once, each with its
 * own state. Throws if an option is not valid or the seed does not fit, and Node's EADDRINUSE if the port is taken.
 */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const h5Url = readAddress('h5Url', options.h5Url)
  const dslUrl = readAddress('dslUrl', options.dslUrl)
  const webhookUrl = readAddress('webhookUrl', options.webhookUrl)
  const seed = seedOf(options.seed)
  const settings = checked('settings', SettingsChange, options.settings ?? {})
  const hostnames = (options.hostnames ?? []).map(readHostname)
  const corsOrigins = (options.corsOrigins ?? []).map(readOrigin)
  const { stateDir, stateData = false, host = '127.0.0.1' } = options
  if (stateData && stateDir === undefined) {
    throw new Error(
      'stateData (--state-data) needs stateDir (--state <folder>): the folder to keep messages in.',
    )
  }
  const [keys, https] = await Promise.all([
    stateDir === undefined ? generateKeys() : storedKeys(stateDir),
    options.https === true ? httpsCertificate(hostnames, stateDir) : undefined,
  ])
  const sandbox = new Sandbox({ keys, seed, h5Url, dslUrl, settings, caCertificate: https?.ca })
  const stopKeeping =
    stateDir !== undefined && stateData
      ? await keepMessages(sandbox, stateDir, (what) => process.emitWarning(what, 'SandboxState'))
      : undefined
  const app = createApp(sandbox, await loadPageAssets(), { hostnames, corsOrigins, https })
  await app.listen({ host, port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `${https ? 'https' : 'http'}://${nameOf(host)}:${port}`
  const program = await serveFolder(options.miniProgramFolder, url, () => app.close())
  if (program) sandbox.dslUrl = program.url
  const stopPosting =
    webhookUrl === undefined
      ? undefined
      : postMessages(sandbox.events, webhookUrl, (what) => process.emitWarning(what, 'SandboxWebhook'))
  const credentials = credentialsOf(sandbox, url)
  const stopping = new AbortController()
  return {
    url,
    caCertificate: https?.ca,
    gatewayUrl: credentials.gatewayUrl,
    credentials,
    inbox: (userId) => sandbox.state.inbox.list(userId),
    waitForMessage: async (given = {}, options = {}) => {
      const { timeoutMs = options.timeoutMs ?? 10_000, ...filter } = checked(
        'waitForMessage',
        WaitedFor,
        given,
      )
      const message = await waitForMessage(sandbox, filter, timeoutMs, stopping.signal)
      if (message) return message
      const why = stopping.signal.aborted ? 'before the sandbox stopped' : `within ${timeoutMs} ms`
      throw new Error(`No such message came ${why}: ${JSON.stringify(filter)}`)
    },
    getAuthCode: ({ userId = sandbox.firstUser?.userId ?? '', scopes = ['auth_user'] } = {}) => {
      const { appId } = sandbox.miniProgram
      const answer = getAuthCode(sandbox.state, sandbox.clock, { userId, appId, scopes })
      if ('success' in answer && answer.success.authCode) return answer.success.authCode
      if ('page' in answer) sandbox.state.layers.closePage(answer.page.pageId)
      const why =
        'page' in answer ? 'call autoAnswer({ authorization: "allow" }) first' : JSON.stringify(answer)
      throw new Error(`There is no auth code for ${userId}: ${why}.`)
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
      stopping.abort()
      stopPosting?.()
      await program?.close()
      await app.close()
      await stopKeeping?.()
    },
  }
}

const WaitedFor = Type.Object(
  { ...MessageFilter.properties, timeoutMs: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
)

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

function readAddress(
  option: 'h5Url' | 'dslUrl' | 'webhookUrl',
  text: string | undefined,
): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new Error(
    `${option} must be an http or https address, for example http://127.0.0.1:8789/; it is "${text}".`,
  )
}

/** Where a client on this machine finds it: `0.0.0.0` and `::` are every address, so 127.0.0.1 as well. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === 'localhost') return '127.0.0.1'
  return isIP(host) === 6 ? `[${host}]` : host
}

function readHostname(text: string): string {
  if (isIP(text) !== 0 || /^[a-z\d_]([a-z\d_.-]*[a-z\d_])?$/i.test(text)) return text
  throw new Error(
    `A hostname is a name or an address alone, without scheme and port, for example sandbox; it is "${text}".`,
  )
}

function readOrigin(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text) return text
  throw new Error(
    `A CORS origin is scheme, host and port of a page, for example http://localhost:3000; it is "${text}".`,
  )
}
