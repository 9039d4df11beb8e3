import { fork } from 'node:child_process'
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildServices, readConfig } from '../../../server/dist/index.js'
import { sealGrant } from '../../../server/dist/tokens/token-vault.js'
import { postgresSchema } from './postgres-schema.mjs'

export const sendPath = '/v2/miniprogram/message/send'
export const concurrency = 64
const prefix = '/api/open'
const site = { appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }
const templateCode = 'BENCH_1'
const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
const key = () => randomBytes(32).toString('base64')

export const templates = [
  { language: 'en', templateParameters: { orderNo: '0042', storeName: 'Yummy Chicken Rice' } },
]

/** A stub of the platform, and the settings of servers that use it. */
export async function openBench() {
  const [merchant, platform] = [pair(), pair()]
  const clientId = 'BENCH_CLIENT'
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-bench-'))
  const apps = [
    {
      appId: site.appId,
      sites: [site.customerBelongsTo],
      sender: { name: { en: 'Bench' }, privacyUrl: 'https://shop.example/privacy' },
      templates: [{ templateCode, texts: { en: { title: 'Order ready' } } }],
    },
  ]
  writeFileSync(join(folder, 'apps.json'), JSON.stringify(apps))
  const uri = prefix + sendPath
  const stub = fork(join(import.meta.dirname, 'stub-process.mjs'), [
    JSON.stringify({ privateKey: platform.privateKey, clientId, uri }),
  ])
  const port = await new Promise((resolve) => stub.once('message', resolve))
  const settings = {
    CLIENT_ID: clientId,
    MERCHANT_PRIVATE_KEY: merchant.privateKey,
    PLATFORM_PUBLIC_KEY: platform.publicKey,
    PLATFORM_URL: `http://127.0.0.1:${port}${prefix}`,
    APPS_FILE: join(folder, 'apps.json'),
    ...{ API_KEYS: key(), SESSION_KEY: key(), SUBJECT_KEY: key(), ENCRYPTION_KEYS: `bench:${key()}` },
  }
  const drops = []
  return {
    settings,
    merchant,
    platform,
    clientId,
    uri,
    /** Settings with an empty database of this kind. */
    async database(kind) {
      if (kind === 'sqlite') return { ...settings, DATABASE_FILE: join(folder, `${randomUUID()}.db`) }
      const { url, drop } = await postgresSchema()
      drops.push(drop)
      return { ...settings, DATABASE_URL: url }
    },
    async close() {
      stub.disconnect()
      for (const drop of drops) await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Services on that database, with one user who agrees. `log` counts what is sent. */
export async function openServices(settings, log = () => {}) {
  const services = buildServices(readConfig(settings), log)
  await services.store.migrate()
  const owner = { subject: 'bench-subject', ...site }
  const [subscription] = await services.store.subscriptions.ensure(owner, [templateCode])
  const { subscriptionId } = subscription
  await services.store.subscriptions.decide(subscriptionId, {
    type: 'AGREE',
    decidedAt: 1,
    receivedAt: 1,
    credits: 0,
  })
  const later = Date.now() + 86_400_000
  const grant = {
    accessToken: randomUUID(),
    accessTokenExpiresAt: later,
    refreshToken: randomUUID(),
    refreshTokenExpiresAt: later,
    userId: 'u',
  }
  await services.store.tokens.put(owner, sealGrant(services.cipher, owner, grant))
  const message = () => ({
    ...{ requestId: randomUUID(), bodyHash: 'h', subscriptionId, ...owner, templateCode },
    ...{ templates: JSON.stringify(templates), usesCredit: false, createdAt: Date.now() },
  })
  return {
    services,
    subscriptionId,
    templateCode,
    enqueue: (count) =>
      services.store.transaction(async (tx) => {
        for (let made = 0; made < count; made += 1) await tx.messages.insert(message())
      }),
    async close() {
      await services.platform.close()
      await services.store.close()
    },
  }
}
