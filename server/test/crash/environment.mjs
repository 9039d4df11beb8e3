import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const key = () => randomBytes(32).toString('base64')
const secrets = {
  API_KEYS: key(),
  SESSION_KEY: key(),
  SUBJECT_KEY: key(),
  LEDGER_KEY: key(),
  ENCRYPTION_KEYS: `crash:${key()}`,
  WEBHOOK_SECRETS: `whsec_${key()}`,
  WEBHOOK_PRIVATE_TARGETS: '127.0.0.1/32',
}

/** What the server processes are told; the same for all of them, before and after a kill. `folder` takes their apps. */
export function environmentOf({ credentials }, { platformTimeoutMs, folder }) {
  const { clientId, merchantPrivateKey, platformPublicKey, appId, customerBelongsTo, templateCode } =
    credentials
  const sender = { name: { en: 'Crash Test Kitchen' }, privacyUrl: 'https://shop.example/privacy' }
  const templates = [{ templateCode, texts: { en: { title: 'Order ready' } } }]
  const appsFile = join(folder, `apps-${randomUUID()}.json`)
  writeFileSync(appsFile, JSON.stringify([{ appId, sites: [customerBelongsTo], sender, templates }]))
  return {
    ...secrets,
    CLIENT_ID: clientId,
    MERCHANT_PRIVATE_KEY: merchantPrivateKey,
    PLATFORM_PUBLIC_KEY: platformPublicKey,
    PLATFORM_TIMEOUT_MS: platformTimeoutMs,
    PLATFORM_TOTAL_TIMEOUT_MS: platformTimeoutMs,
    APPS_FILE: appsFile,
    LOG_LEVEL: 'silent',
  }
}
