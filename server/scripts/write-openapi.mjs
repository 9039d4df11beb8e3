// Writes docs/contract.openapi.json from the schemas of the routes. Needs a build: npm run openapi -w server
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contractDocument, readConfig, silentLog, startServer } from '../dist/index.js'

const folder = mkdtempSync(join(tmpdir(), 'mini-message-openapi-'))
const appsFile = join(folder, 'apps.json')
const sender = { name: { en: 'x' }, privacyUrl: 'https://x.example' }
const templates = [{ templateCode: 'x', texts: { en: { title: 'x' } } }]
writeFileSync(appsFile, JSON.stringify([{ appId: 'x', sites: ['ALIPAY_CN'], sender, templates }]))

// Nothing is asked of these: the document knows routes and schemas only.
const key = randomBytes(32).toString('base64')
const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const config = readConfig({
  DATABASE_FILE: ':memory:',
  PLATFORM_URL: 'https://platform.example',
  CLIENT_ID: 'x',
  MERCHANT_PRIVATE_KEY: keyPair().privateKey.export({ type: 'pkcs8', format: 'pem' }),
  PLATFORM_PUBLIC_KEY: keyPair().publicKey.export({ type: 'spki', format: 'pem' }),
  APPS_FILE: appsFile,
  API_KEYS: key,
  SESSION_KEY: key,
  SUBJECT_KEY: key,
  ENCRYPTION_KEYS: `x:${key}`,
})
const server = await startServer(config, silentLog)
const file = fileURLToPath(new URL('../../docs/contract.openapi.json', import.meta.url))
writeFileSync(file, JSON.stringify(contractDocument(server.app), null, 2) + '\n')
await server.close()
rmSync(folder, { recursive: true })
console.log(`wrote ${file}`)
