// A server that nobody asks anything: its OpenAPI document knows routes and schemas only. Needs a build.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, silentLog, startServer } from '../dist/index.js'

/** Gives what `read` makes of the server, which is closed then. */
export async function withThrowAwayServer(read) {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-openapi-'))
  const appsFile = join(folder, 'apps.json')
  const sender = { name: { en: 'x' }, privacyUrl: 'https://x.example' }
  const templates = [{ templateCode: 'x', texts: { en: { title: 'x' } } }]
  writeFileSync(appsFile, JSON.stringify([{ appId: 'x', sites: ['ALIPAY_CN'], sender, templates }]))

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
    LEDGER_KEY: key,
    ENCRYPTION_KEYS: `x:${key}`,
  })
  const server = await startServer(config, silentLog)
  try {
    return await read(server)
  } finally {
    await server.close()
    rmSync(folder, { recursive: true })
  }
}
