import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** The text of `apps.json`: one mini program with one template, to be edited. */
function appsFile(
  appId = 'P0000000000000010001',
  site = 'ALIPAY_CN',
  templateCode = '202109305800000001000001',
): string {
  const app = {
    appId,
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
  return `${JSON.stringify([app], null, 2)}\n`
}

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
  return write(folder, (setting) => ({
    '.env': environmentFile(
      { platformUrl: '', clientId: '', platformPublicKey: '', privateKey: pkcs8(privateKey) },
      setting,
    ),
    'apps.json': appsFile(),
    'merchant-public.pem': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }))
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
  return write(folder, (setting, key) => ({
    '.env': environmentFile(platform, setting),
    'apps.json': appsFile(given.appId, given.customerBelongsTo, given.templateCode),
    [apiKeyFile]: `${key}\n`,
  }))
}

const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'der' }).toString('base64')

function write(
  folder: string,
  contents: (apiKeySetting: string, apiKey: string) => Record<string, string>,
): Initialized {
  const { key, setting } = newApiKey(['send', 'read', 'admin'])
  const files = Object.entries(contents(setting, key)).map(([name, text]) => ({
    path: join(folder, name),
    text,
  }))
  const taken = files.find(({ path }) => existsSync(path))
  if (taken) throw new SdkError('FILE_EXISTS', `${taken.path} is there already: nothing was written`)
  mkdirSync(folder, { recursive: true })
  const isSecret = (path: string) => path.endsWith('.env') || path.endsWith(apiKeyFile)
  for (const { path, text } of files) writeFileSync(path, text, isSecret(path) ? { mode: 0o600 } : {})
  return { apiKey: key, files: files.map(({ path }) => path) }
}
