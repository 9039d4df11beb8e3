import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newApiKey } from '../http/api-key.js'
import { SdkError } from '../sdk-error.js'

const secret = () => randomBytes(32).toString('base64')

const sampleApps = [
  {
    appId: 'P0000000000000010001',
    sites: ['ALIPAY_CN'],
    sender: { name: { en: 'My shop', 'zh-CN': '我的店' }, privacyUrl: 'https://shop.example/privacy' },
    templates: [
      {
        templateCode: '202109305800000001000001',
        kind: 'LONG_TERM',
        variables: ['orderNo', 'storeName'],
        texts: { en: { title: 'Order ready' }, 'zh-CN': { title: '取餐提醒' } },
      },
    ],
  },
]

/**
 * Makes what a new server needs: keys, secrets, `.env`, `apps.json`, and the public key to upload. Returns the
 * API key, which is stored as a hash only. Never overwrites. @throws SdkError FILE_EXISTS
 */
export function init(folder: string): { apiKey: string; files: string[] } {
  const files = ['.env', 'apps.json', 'merchant-public.pem'].map((name) => join(folder, name))
  const [env = '', apps = '', uploaded = ''] = files
  const taken = files.find((file) => existsSync(file))
  if (taken !== undefined) throw new SdkError('FILE_EXISTS', `${taken} is there already: nothing was written`)

  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { key, setting } = newApiKey(['send', 'read', 'admin'])
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    env,
    environment(privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'), setting),
    {
      mode: 0o600,
    },
  )
  writeFileSync(apps, `${JSON.stringify(sampleApps, null, 2)}\n`)
  writeFileSync(uploaded, publicKey.export({ type: 'spki', format: 'pem' }))
  return { apiKey: key, files }
}

const environment = (privateKey: string, apiKeys: string) => `# Fill in these three: see docs/going-live.md
PLATFORM_URL=
CLIENT_ID=
PLATFORM_PUBLIC_KEY=

# Your mini programs and their templates: edit it
APPS_FILE=./apps.json

# Made for you. Its public half is merchant-public.pem: upload that under Development Configuration
MERCHANT_PRIVATE_KEY=${privateKey}
KEY_VERSION=1
API_KEYS=${apiKeys}
SESSION_KEY=${secret()}
# Keep a copy of it in a safe place, and never change it: consent is kept under subjects made with it
SUBJECT_KEY=${secret()}
ENCRYPTION_KEYS=1:${secret()}
`
