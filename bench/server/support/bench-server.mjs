import { fork } from 'node:child_process'
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildServices, readConfig } from '../../../server/dist/index.js'
import { sourceModules } from '../../source-modules.mjs'
import { postgresSchema } from './postgres-schema.mjs'

const { defaultConcurrency, sealGrant } = await sourceModules(
  'server',
  'outbox/limits.js',
  'tokens/stored-tokens.js',
)

export const sendPath = '/v2/miniprogram/message/send'
/** Of the bare loops and clients: what the server has by default. */
export const concurrency = defaultConcurrency
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

/** A stub of the platform that takes `delayMs` for each answer, and the settings of servers that use it. */
export async function openBench({ delayMs = 0 } = {}) {
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
    JSON.stringify({ privateKey: platform.privateKey, clientId, uri, delayMs }),
  ])
  const port = await new Promise((resolve) => stub.once('message', resolve))
  const settings = {
    CLIENT_ID: clientId,
    MERCHANT_PRIVATE_KEY: merchant.privateKey,
    PLATFORM_PUBLIC_KEY: platform.publicKey,
    PLATFORM_URL: `http://127.0.0.1:${port}${prefix}`,
    APPS_FILE: join(folder, 'apps.json'),
    ...{
      API_KEYS: key(),
      SESSION_KEY: key(),
      SUBJECT_KEY: key(),
      LEDGER_KEY: key(),
      ENCRYPTION_KEYS: `bench:${key()}`,
    },
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

/** Services on that database, with users who agree. `log` counts what is sent. */
export async function openServices(settings, log = () => {}) {
  const services = buildServices(readConfig(settings), log)
  await services.store.migrate()
  const users = []
  // In several transactions: each has to end in time, on a busy machine too.
  while (users.length < 500) {
    users.push(...(await services.store.transaction((tx) => addUsers(tx, services.cipher, 25))))
  }
  const message = (index) => ({
    ...{
      requestId: randomUUID(),
      reference: null,
      bodyHash: 'h',
      ...users[index % users.length],
      templateCode,
    },
    ...{ templates: JSON.stringify(templates), usesCredit: false, createdAt: Date.now() },
    ...{ sendAt: null, expiresAt: Date.now() + 259_200_000, expiresAfter: 259_200_000, traceId: null },
  })
  return {
    services,
    subscriptionIds: users.map(({ subscriptionId }) => subscriptionId),
    templateCode,
    enqueue: (count) =>
      services.store.messages.insertAll(Array.from({ length: count }, (_, index) => message(index))),
    async close() {
      await services.platform.close()
      await services.store.close()
    },
  }
}

/** Each message of a batch has another user's consent and token to look up. */
async function addUsers(tx, cipher, count) {
  const users = []
  const later = Date.now() + 86_400_000
  while (users.length < count) {
    const owner = { subject: randomUUID(), ...site }
    const [{ subscriptionId }] = await tx.subscriptions.ensure(owner, [templateCode])
    const decision = { type: 'AGREE', decidedAt: 1, receivedAt: 1, credits: 0 }
    await tx.subscriptions.decide(subscriptionId, decision)
    const tokens = { accessToken: randomUUID(), refreshToken: randomUUID(), userId: 'u' }
    const grant = { ...tokens, accessTokenExpiresAt: later, refreshTokenExpiresAt: later }
    await tx.tokens.put(owner, sealGrant(cipher, owner, grant))
    users.push({ subscriptionId, ...owner })
  }
  return users
}
