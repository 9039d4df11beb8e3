import type { AddressInfo } from 'node:net'
import { createApp } from './app.js'
import { credentialsOf, type Credentials } from './control/credentials.js'
import { generateKeys } from './keys/key-pairs.js'
import { storedKeys } from './keys/stored-keys.js'
import { loadPageAssets } from './page-assets.js'
import { Sandbox } from './sandbox.js'
import type { AutoAnswer } from './state/auto-answer.js'
import type { Settings } from './state/settings.js'
import type { InboxMessage } from './superapp/inbox.js'

export interface StartOptions {
  /** TCP port on 127.0.0.1; 0 takes a free one. @default 0 */
  port?: number | undefined
  /** Address of the H5 mini program that the phone shows; without it the phone says how to give one. */
  h5Url?: string | undefined
  /** Folder in which the keys survive a restart; without it each start makes new ones. */
  stateDir?: string | undefined
  /** What the platform's documents leave open. */
  settings?: Partial<Settings> | undefined
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
  /** Moves the sandbox's own time, in milliseconds ahead of the real one, so that codes and tokens expire. */
  setClockOffset(offsetMs: number): void
  reset(): void
  stop(): Promise<void>
}

/**
 * Starts the platform and the super app on 127.0.0.1. Throws if `h5Url` is not an http address, and
 * Node's EADDRINUSE if the port is taken.
 */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const h5Url = options.h5Url === undefined ? undefined : readH5Url(options.h5Url)
  const keys = await (options.stateDir === undefined ? generateKeys() : storedKeys(options.stateDir))
  const sandbox = new Sandbox({ keys, h5Url, settings: options.settings })
  const app = createApp(sandbox, await loadPageAssets())
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const credentials = credentialsOf(sandbox, url)
  return {
    url,
    gatewayUrl: credentials.gatewayUrl,
    credentials,
    inbox: (userId) => sandbox.state.inbox.list(userId),
    autoAnswer: (answer) => void Object.assign(sandbox.state.autoAnswer, answer),
    setClockOffset: (offsetMs) => void (sandbox.clock.offsetMs = offsetMs),
    reset: () => sandbox.reset(),
    stop: () => app.close(),
  }
}

function readH5Url(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new Error(
    `h5Url must be an http or https address, for example http://127.0.0.1:8789/; it is "${text}".`,
  )
}
