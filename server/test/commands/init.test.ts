import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { init } from '../../src/commands/init.js'
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
