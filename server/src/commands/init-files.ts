import { randomBytes } from 'node:crypto'

/** What a server needs to know of the platform; from a sandbox, or left to be filled in. */
export interface PlatformSettings {
  platformUrl: string
  clientId: string
  platformPublicKey: string
  /** Of the merchant; bare Base64. */
  privateKey: string
}

const secret = () => randomBytes(32).toString('base64')

/** The text of `.env`. */
export const environmentFile = (
  { platformUrl, clientId, platformPublicKey, privateKey }: PlatformSettings,
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
ENCRYPTION_KEYS=1:${secret()}
`

/** The text of `apps.json`: one mini program with one template, to be edited. */
export function appsFile(
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
