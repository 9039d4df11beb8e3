import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askSandbox } from '../contract-check/ask-sandbox.js'
import { newApiKey } from '../http/api-key.js'
import { SdkError } from '../sdk-error.js'
import { readPrivateKey, readPublicKey } from '../signing/pem.js'
import { appsFile, environmentFile } from './init-files.js'

export interface Initialized {
  /** Shown once: only its hash is kept. */
  apiKey: string
  files: string[]
}

/**
 * Makes what a new server needs: keys, secrets, `.env`, `apps.json`, and the public key to upload. Never
 * overwrites. @throws SdkError FILE_EXISTS
 */
export function init(folder: string): Initialized {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return write(folder, (setting) => ({
    '.env': environmentFile(
      { platformUrl: '', clientId: '', platformPublicKey: '', privateKey: pkcs8(privateKey) },
      setting,
    ),
    'apps.json': appsFile(),
    'merchant-public.pem': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }))
}

/** The same for a running mini-message-sandbox, which has given out keys already: nothing is left to fill in. */
export async function initForSandbox(folder: string, sandboxUrl: string): Promise<Initialized> {
  const given = (await askSandbox(sandboxUrl, '/_sandbox/credentials')) as Record<
    'gatewayUrl' | 'clientId' | 'platformPublicKey' | 'merchantPrivateKey',
    string
  > & { appId: string; customerBelongsTo: string; templateCode: string }
  const platform = {
    platformUrl: given.gatewayUrl,
    clientId: given.clientId,
    platformPublicKey: readPublicKey(given.platformPublicKey, 'platformPublicKey')
      .export({ type: 'spki', format: 'der' })
      .toString('base64'),
    privateKey: pkcs8(readPrivateKey(given.merchantPrivateKey, 'merchantPrivateKey')),
  }
  return write(folder, (setting) => ({
    '.env': environmentFile(platform, setting),
    'apps.json': appsFile(given.appId, given.customerBelongsTo, given.templateCode),
  }))
}

const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'der' }).toString('base64')

function write(folder: string, contents: (apiKeySetting: string) => Record<string, string>): Initialized {
  const { key, setting } = newApiKey(['send', 'read', 'admin'])
  const files = Object.entries(contents(setting)).map(([name, text]) => ({ path: join(folder, name), text }))
  const taken = files.find(({ path }) => existsSync(path))
  if (taken) throw new SdkError('FILE_EXISTS', `${taken.path} is there already: nothing was written`)
  mkdirSync(folder, { recursive: true })
  for (const { path, text } of files) writeFileSync(path, text, path.endsWith('.env') ? { mode: 0o600 } : {})
  return { apiKey: key, files: files.map(({ path }) => path) }
}
