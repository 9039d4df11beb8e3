import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { newApiKey } from '../auth.js'
import { SdkError } from '../contract/errors.js'
import { readPrivateKey, readPublicKey } from '../config/environment.js'
import { askSandbox } from '../tools/check-contract/visitor.js'

/** What a server needs to know of the platform; from a sandbox, or left to be filled in. */
interface PlatformSettings {
  /** Pages that may call the server. */
  allowedOrigins?: string
  platformUrl: string
  clientId: string
  platformPublicKey: string
  /** Of the merchant; bare Base64. */
  privateKey: string
}

const secret = () => randomBytes(32).toString('base64')

/** The text of `.env`. */
const environmentFile = (
  { allowedOrigins, platformUrl, clientId, platformPublicKey, privateKey }: PlatformSettings,
  apiKeys: string,
): string => `# The platform: see docs/going-live.md
PLATFORM_URL=${platformUrl}
CLIENT_ID=${clientId}
PLATFORM_PUBLIC_KEY=${platformPublicKey}

# Your mini programs and their templates: edit it
APPS_FILE=./apps.json

# Its public half has to stand under Development Configuration at the platform
MERCHANT_PRIVATE_KEY=${privateKey}
KEY_VERSION=1
API_KEYS=${apiKeys}
SESSION_KEY=${secret()}
# Keep a copy of it in a safe place, and never change it: consent is kept under subjects made with it
SUBJECT_KEY=${secret()}
# Keep a copy of it too, apart from the database: it shows who wrote the consent ledger
LEDGER_KEY=${secret()}
ENCRYPTION_KEYS=1:${secret()}
${allowedOrigins === undefined ? '' : `\n# H5 pages on this machine. For others: https://shop.example\nALLOWED_ORIGINS=${allowedOrigins}\n`}`

/** A mini program with one template, to be edited. */
function exampleApp(
  appId = 'P0000000000000010001',
  site = 'ALIPAY_CN',
  templateCode = '202109305800000001000001',
  credentials: object = {},
): object {
  return {
    appId,
    ...credentials,
    sites: [site],
    sender: { name: { en: 'My shop', 'zh-CN': '我的店' }, privacyUrl: 'https://shop.example/privacy' },
    templates: [
      {
        templateCode,
        kind: 'LONG_TERM',
        variables: ['orderNo', 'storeName', 'miniBodyUrl', 'miniFooterUrl'],
        texts: { en: { title: 'Order ready' }, 'zh-CN': { title: '取餐提醒' } },
      },
    ],
  }
}

/** The text of `apps.json`. */
const appsFile = (apps: readonly unknown[]): string => `${JSON.stringify(apps, null, 2)}\n`

const allScopes = ['send', 'read', 'admin'] as const

interface Initialized {
  apiKey: string
  files: string[]
}

/**
 * Makes what a new server needs: keys, secrets, `.env`, `apps.json`, and the public key to upload. Never
 * overwrites. @throws SdkError FILE_EXISTS
 */
export function init(folder: string): Initialized {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const platform = { platformUrl: '', clientId: '', platformPublicKey: '', privateKey: pkcs8(privateKey) }
  const { key, setting } = newApiKey(allScopes)
  const files = write(folder, {
    '.env': environmentFile(platform, setting),
    'apps.json': appsFile([exampleApp()]),
    'merchant-public.pem': spki(publicKey),
  })
  return { apiKey: key, files }
}

/** Where `init --sandbox` leaves the API key in clear, and where `try` looks for it. */
export const apiKeyFile = 'api-key.txt'

/**
 * The same for a running mini-message-sandbox, which has given out keys already: nothing is left to fill in. Pages on
 * this machine may call the server, and the API key lies in a file, since it opens nothing but a sandbox.
 */
export async function initForSandbox(folder: string, sandboxUrl: string): Promise<Initialized> {
  const given = (await askSandbox(sandboxUrl, '/_sandbox/credentials')) as Record<
    'gatewayUrl' | 'clientId' | 'platformPublicKey' | 'merchantPrivateKey',
    string
  > & { appId: string; customerBelongsTo: string; templateCode: string }
  const platform = {
    allowedOrigins: 'http://localhost:*,http://127.0.0.1:*',
    platformUrl: given.gatewayUrl,
    clientId: given.clientId,
    platformPublicKey: readPublicKey(given.platformPublicKey, 'platformPublicKey')
      .export({ type: 'spki', format: 'der' })
      .toString('base64'),
    privateKey: pkcs8(readPrivateKey(given.merchantPrivateKey, 'merchantPrivateKey')),
  }
  const { key, setting } = newApiKey(allScopes)
  const files = write(folder, {
    '.env': environmentFile(platform, setting),
    'apps.json': appsFile([exampleApp(given.appId, given.customerBelongsTo, given.templateCode)]),
    [apiKeyFile]: `${key}\n`,
  })
  return { apiKey: key, files }
}

interface NewApp {
  appId: string
  /** Its file, from `folder`. */
  appsFile: string
  /** Without it the one of the environment counts. */
  clientId?: string
}

/**
 * Adds an app with a signing key of its own to an APPS_FILE that is there, and makes an API key for it alone; the line
 * for API_KEYS is `setting`. @throws SdkError FILE_EXISTS, APPS_FILE
 */
export function addApp(
  folder: string,
  { appId, appsFile: name, clientId }: NewApp,
): Initialized & { setting: string } {
  if (!/^[\w.-]{1,32}$/.test(appId))
    throw new SdkError('APPS_FILE', 'an appId has letters, digits, ., _ and -, at most 32 of them')
  const path = resolve(folder, name)
  const apps = readApps(path)
  if (apps.some((one) => one.appId === appId))
    throw new SdkError('APPS_FILE', `${path} has the app ${appId} already: nothing was written`)
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  // The server reads paths from the folder where it runs.
  const keyFile = join('keys', `${appId}.pem`)
  const files = write(folder, {
    [keyFile]: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    [`${appId}-public.pem`]: spki(publicKey),
  })
  const own = { ...(clientId !== undefined && { clientId }), merchantPrivateKey: { file: keyFile } }
  // At once, since a server that runs reads it when it changes.
  writeFileSync(`${path}.new`, appsFile([...apps, exampleApp(appId, undefined, undefined, own)]))
  renameSync(`${path}.new`, path)
  const { key, setting } = newApiKey(['send', 'read'], { apps: [appId] })
  return { apiKey: key, setting, files: [...files, path] }
}

function readApps(path: string): { appId?: string }[] {
  let apps: unknown
  try {
    apps = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new SdkError('APPS_FILE', `${path} can't be read as JSON: run init first, or mend it`, { cause })
  }
  if (Array.isArray(apps)) return apps as { appId?: string }[]
  throw new SdkError('APPS_FILE', `${path} is not a list of apps: see README.md`)
}

const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'der' }).toString('base64')
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** All or none; what stands under one of these names stays. @throws SdkError FILE_EXISTS */
function write(folder: string, contents: Record<string, string>): string[] {
  const files = Object.entries(contents).map(([name, text]) => ({ path: join(folder, name), text }))
  const taken = files.find(({ path }) => existsSync(path))
  if (taken) throw new SdkError('FILE_EXISTS', `${taken.path} is there already: nothing was written`)
  const isPublic = (path: string) => /\.json$|-public\.pem$/.test(path)
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, isPublic(path) ? {} : { mode: 0o600 })
  }
  return files.map(({ path }) => path)
}
