import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../src/app.js'
import type { SandboxKeys } from '../../src/keys/key-pairs.js'
import { Sandbox } from '../../src/sandbox.js'
import type { Settings } from '../../src/state/settings.js'

export const knownAnswers = join(import.meta.dirname, '../../../test/support/known-answers')
export const readKnown = (name: string): string => readFileSync(join(knownAnswers, name), 'utf8')

/** The throw-away keys of the known answers: no test waits for new ones. */
export const knownKeys: SandboxKeys = {
  merchant: { privateKey: readKnown('merchant-private.pem'), publicKey: readKnown('merchant-public.pem') },
  platform: { privateKey: readKnown('platform-private.pem'), publicKey: readKnown('platform-public.pem') },
}

export const clientId = 'SANDBOX_5Y00000000000001'
export const appId = 'P0000000000000010001'
export const templateCode = '202109305800000001000001'
export const mei = '2088000000000011'
export const lin = '2088000000000022'

export const startTime = Date.parse('2026-11-20T12:00:00+08:00')

export interface TestSandbox {
  sandbox: Sandbox
  app: FastifyInstance
  /** Moves the real time that the sandbox sees. */
  passTime(ms: number): void
}

/** A sandbox with known keys and a time that stands still; it does not listen. */
export function testSandbox(settings: Partial<Settings> = {}, h5Url?: string): TestSandbox {
  let now = startTime
  const sandbox = new Sandbox({ keys: knownKeys, settings, h5Url, realTime: () => now })
  return { sandbox, app: createApp(sandbox), passTime: (ms) => (now += ms) }
}
