import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appsFile } from './apps-file.js'
import { pem } from './known-answers.js'

export const key = Buffer.alloc(32, 1)

/** A complete configuration of a server that reaches no platform, with a folder of its own that goes after the tests. */
export function useEnvironment<More extends Record<string, string>>(more: (folder: string) => More) {
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-server-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const apps = join(folder, 'apps.json')
  writeFileSync(apps, JSON.stringify(appsFile))
  const environment = {
    PLATFORM_URL: 'http://127.0.0.1:9/api/open',
    CLIENT_ID: 'C1',
    MERCHANT_PRIVATE_KEY: pem('merchant-private'),
    PLATFORM_PUBLIC_KEY: pem('platform-public'),
    APPS_FILE: apps,
    API_KEYS: 'a-key-of-24-characters-or-more',
    SESSION_KEY: key.toString('base64'),
    SUBJECT_KEY: key.toString('base64'),
    LEDGER_KEY: key.toString('base64'),
    ENCRYPTION_KEYS: `k:${key.toString('base64')}`,
    ...more(folder),
  }
  return { folder, environment }
}
