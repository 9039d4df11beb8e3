import { createPublicKey } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { readApiKeys } from '../../src/auth.js'
import { addApp, init } from '../../src/commands/init.js'
import { readConfig } from '../../src/config/settings.js'
import { pem } from '../support/known-answers.js'

const folder = mkdtempSync(join(tmpdir(), 'mini-message-init-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('init makes everything but what only the platform knows, and never overwrites', () => {
  const { apiKey } = init(folder)
  const env = join(folder, '.env')
  expect(statSync(env).mode & 0o077).toBe(0)
  const text = readFileSync(env, 'utf8')
  expect(text).not.toContain(apiKey)
  const config = readConfig({
    ...parseEnv(text),
    APPS_FILE: join(folder, 'apps.json'),
    PLATFORM_URL: 'https://host.example/api/open',
    CLIENT_ID: 'C1',
    PLATFORM_PUBLIC_KEY: pem('platform-public'),
  })
  expect(config.API_KEYS[0]?.scopes).toEqual(['send', 'read', 'admin'])
  expect(readFileSync(join(folder, 'merchant-public.pem'), 'utf8')).toContain('BEGIN PUBLIC KEY')
  expect(() => init(folder)).toThrow('nothing was written')
})

test('init --app adds an app with a key of its own, an API key for it alone, and changes nothing of the others', () => {
  const place = join(folder, 'several')
  init(place)
  const file = join(place, 'apps.json')
  const before = JSON.parse(readFileSync(file, 'utf8')) as object[]
  const { files, setting } = addApp(place, { appId: 'P2', appsFile: 'apps.json', clientId: 'C2' })
  const apps = JSON.parse(readFileSync(file, 'utf8')) as object[]
  expect(apps).toEqual([...before, expect.objectContaining({ appId: 'P2', clientId: 'C2' })])
  expect(apps[1]).toMatchObject({ merchantPrivateKey: { file: 'keys/P2.pem' } })
  const [privateKey, publicKey] = files.map((path) => readFileSync(path, 'utf8'))
  expect(statSync(files[0]!).mode & 0o077).toBe(0)
  const fits = createPublicKey(privateKey!).export({ type: 'spki', format: 'pem' })
  expect(fits).toBe(publicKey)
  expect(readApiKeys(setting)).toMatchObject([{ apps: ['P2'], scopes: ['send', 'read'] }])
  expect(readdirSync(place)).not.toContain('apps.json.new')
  expect(() => addApp(place, { appId: 'P2', appsFile: 'apps.json' })).toThrow('has the app P2 already')
  expect(() => addApp(place, { appId: '../P3', appsFile: 'apps.json' })).toThrow('letters, digits')
  expect(() => addApp(join(folder, 'nowhere'), { appId: 'P3', appsFile: 'apps.json' })).toThrow(
    'run init first',
  )
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(2)
})
