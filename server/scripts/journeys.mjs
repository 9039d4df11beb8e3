// Prints which source files one message and one auth code enter, from the request to the end, as V8 counts calls:
// npm run journeys -w server. The sandbox has to be built (npm run build -w sandbox); the server is compiled here, file by
// file, since the shipped build joins its files.
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { startSandbox } from '../../sandbox/dist/index.js'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const compiled = new URL('../dist/journeys/', import.meta.url)
await build({
  entryPoints: readdirSync(source, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(source, file)),
  outdir: fileURLToPath(compiled),
  format: 'esm',
  platform: 'node',
  target: 'node20',
})
const { readConfig, sandboxApp, silentLog, startServer } = await import(new URL('index.js', compiled))

const sandbox = await startSandbox()
const { credentials, gatewayUrl } = sandbox
const { appId, customerBelongsTo, templateCode, codes } = await sandboxApp(sandbox.url)
const appsFile = fileURLToPath(new URL('apps.json', compiled))
const sender = { name: { en: 'Shop' }, privacyUrl: 'https://shop.example/privacy' }
const templates = [{ templateCode, texts: { en: { title: 'Order ready' } } }]
writeFileSync(appsFile, JSON.stringify([{ appId, sites: [customerBelongsTo], sender, templates }]))
const [key, apiKey] = [randomBytes(32).toString('base64'), randomUUID()]
const config = readConfig({
  DATABASE_FILE: ':memory:',
  PLATFORM_URL: gatewayUrl,
  CLIENT_ID: credentials.clientId,
  MERCHANT_PRIVATE_KEY: credentials.merchantPrivateKey,
  PLATFORM_PUBLIC_KEY: credentials.platformPublicKey,
  APPS_FILE: appsFile,
  API_KEYS: apiKey,
  SESSION_KEY: key,
  SUBJECT_KEY: key,
  LEDGER_KEY: key,
  ENCRYPTION_KEYS: `x:${key}`,
})
const { app, services, close } = await startServer(config, silentLog)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
// The sender's look at the clock, every second, is part of no journey: from its next turn on a message alone wakes it.
services.pause = () => new Promise(() => undefined)
await delay(1_500)

const session = new Session()
session.connect()
await session.post('Profiler.enable')

/** Runs it and prints the files of which at least one function was called meanwhile. */
async function journey(title, run) {
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  const result = await run()
  const scripts = (await session.post('Profiler.takePreciseCoverage')).result
  await session.post('Profiler.stopPreciseCoverage')
  const files = scripts
    .filter(({ url: file, functions }) => file.startsWith(compiled.href) && functions.some(isCalled))
    .map(({ url: file }) => file.slice(compiled.href.length).replace(/js$/, 'ts'))
    .sort()
  console.log(`\n${title}: ${files.length} files\n${files.map((file) => `  ${file}`).join('\n')}`)
  return result
}
const isCalled = ({ ranges: [{ count }] }) => count > 0

async function post(path, body, bearer) {
  const headers = {
    'content-type': 'application/json',
    ...(bearer && { authorization: `Bearer ${bearer}` }),
  }
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}

const site = { appId, customerBelongsTo }
const first = { requestId: randomUUID(), ...site, scopes: ['auth_user'], templateCodes: [templateCode] }
const firstCode = await codes('first')
const { sessionToken } = await journey('One auth code, POST /authorizations', async () => {
  const answer = await post('/authorizations', { ...first, authCode: firstCode })
  // The token of the first code is ended after the answer.
  await delay(500)
  return answer
})

const now = new Date().toISOString()
const consent = {
  surface: 'ADAPTER',
  language: 'en',
  textVersion: '1',
  component: 'journeys/1',
  shownAt: now,
  answeredAt: now,
  sentAt: now,
}
const answers = [{ templateCode, type: 'AGREE' }]
const secondCode = await codes('first')
const { subscriptions } = await journey('One answer with its auth code, POST /subscriptions', () =>
  post('/subscriptions', { requestId: randomUUID(), answers, consent, authCode: secondCode }, sessionToken),
)

// Of the sandbox's own template.
const templateParameters = { orderNo: '1', storeName: 'Shop', miniBodyUrl: 'pages', miniFooterUrl: 'pages' }
await journey('One message, POST /v1/messages until it is sent', async () => {
  const { subscriptionId } = subscriptions[0]
  const requestId = randomUUID()
  await post(
    '/v1/messages',
    { requestId, to: { subscriptionId }, templateCode, templates: [{ language: 'en', templateParameters }] },
    apiKey,
  )
  await delay(1_000)
  const message = await services.store.messages.find({ appId, requestId })
  if (message?.outcome !== 'SENT') throw new Error(`it was not sent: ${JSON.stringify(message)}`)
})

await close()
await sandbox.stop()
rmSync(compiled, { recursive: true })
