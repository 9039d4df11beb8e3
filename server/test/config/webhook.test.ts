import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { readConfig } from '../../src/config/settings.js'
import type { ConfigError } from '../../src/contract/errors.js'
import { appsFile } from '../support/apps-file.js'
import { useEnvironment } from '../support/environment.js'

const { folder, environment } = useEnvironment(() => ({ DATABASE_FILE: ':memory:' }))
const secret = (letter: string) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const all = { WEBHOOK_URL: 'https://shop.example/hooks', WEBHOOK_SECRETS: `${secret('a')},${secret('b')}` }

/** The webhooks of the configuration, with an app that has this one. */
function webhooksOf(webhook?: object, more: Record<string, string> = {}) {
  const apps = [
    { ...appsFile[0], ...(webhook && { webhook }) },
    { ...appsFile[0], appId: 'P2' },
  ]
  const APPS_FILE = file('apps.json', JSON.stringify(apps))
  return readConfig({ ...environment, ...more, APPS_FILE }).APPS_FILE.map((app) => app.webhook)
}

function problemsOf(webhook?: object, more: Record<string, string> = {}): string[] {
  try {
    webhooksOf(webhook, more)
    return []
  } catch (error) {
    return (error as ConfigError).problems
  }
}

test('without one there is none, and events are kept for the feed', () => {
  expect(webhooksOf()).toEqual([undefined, undefined])
  expect(readConfig(environment).EVENTS).toBe(true)
})

test('WEBHOOK_URL is for every app that has none of its own', () => {
  const own = { url: 'https://rice.example/hooks', secrets: secret('c'), events: ['message.finished'] }
  const [rice, other] = webhooksOf(own, all)
  expect(rice).toMatchObject({ url: own.url, events: own.events })
  expect(rice!.secrets).toHaveLength(1)
  expect(other).toMatchObject({ url: all.WEBHOOK_URL })
  expect(other!.secrets).toHaveLength(2)
})

test('secrets may stand in a file or a variable, and are printed nowhere', () => {
  const path = file('secret.txt', `${secret('a')}\n`)
  const { WEBHOOK_URL } = all
  for (const more of [{ WEBHOOK_URL, WEBHOOK_SECRETS_FILE: path }, { RICE_SECRET: secret('a') }] as const) {
    const own = { url: WEBHOOK_URL, secrets: { env: 'RICE_SECRET' } }
    const [webhook] = webhooksOf('RICE_SECRET' in more ? own : undefined, more)
    expect(webhook!.secrets.map((key) => key.export().toString())).toEqual(['a'.repeat(32)])
    expect(inspect(webhook, { depth: 5 })).not.toMatch(/a{32}/)
  }
})

test.each([
  ['an address alone', { WEBHOOK_URL: all.WEBHOOK_URL }, 'belong together'],
  ['secrets alone', { WEBHOOK_SECRETS: all.WEBHOOK_SECRETS }, 'belong together'],
  ['a text that is not an address', { ...all, WEBHOOK_URL: 'shop.example' }, 'must be an address'],
  ['another protocol', { ...all, WEBHOOK_URL: 'ftp://shop.example/' }, 'https://'],
  ['a password', { ...all, WEBHOOK_URL: 'https://u:TopSecret@shop.example/' }, 'no user'],
  ['http', { ...all, WEBHOOK_URL: 'http://10.0.0.1/' }, 'WEBHOOK_PRIVATE_TARGETS'],
  ['a secret that is too short', { ...all, WEBHOOK_SECRETS: 'whsec_TopSecret' }, '24 to 64 bytes'],
  ['a secret without its beginning', { ...all, WEBHOOK_SECRETS: secret('a').slice(6) }, 'whsec_'],
  ['no events', { ...all, EVENTS: 'off' }, 'EVENTS=on'],
  ['a range that is none', { WEBHOOK_PRIVATE_TARGETS: '10.0.0.0' }, 'ranges of addresses'],
])('%s is refused, and nothing secret is said', (_what, more, why) => {
  const problems = problemsOf(undefined, more)
  expect(problems).toEqual([expect.stringContaining(why)])
  expect(problems.join()).not.toMatch(/TopSecret|YWFhY/)
})

test.each([
  ['an address that is none', { url: 'hooks', secrets: secret('a') }, 'webhook.url must be an address'],
  ['no secret', { url: 'https://r.example/', secrets: ' ' }, 'must hold at least one'],
  [
    'a secret that is none',
    { url: 'https://r.example/', secrets: 'TopSecret' },
    'webhook.secrets must be whsec_',
  ],
  ['a file that is not there', { url: 'https://r.example/', secrets: { file: '/none' } }, 'does not exist'],
  [
    'an event that there is not',
    { url: 'https://r.example/', secrets: secret('a'), events: ['x'] },
    '/0/webhook',
  ],
  ['another field', { url: 'https://r.example/', secrets: secret('a'), retries: 1 }, 'is not a field'],
])('an app with %s is refused', (_what, webhook, why) => {
  const problems = problemsOf(webhook)
  expect(problems).toEqual([expect.stringContaining(why)])
  expect(problems.join()).not.toContain('TopSecret')
})

test('http is taken where private addresses are', () => {
  const more = { ...all, WEBHOOK_URL: 'http://10.0.0.1/', WEBHOOK_PRIVATE_TARGETS: '10.0.0.0/8' }
  expect(webhooksOf(undefined, more)).toMatchObject([{ url: 'http://10.0.0.1/' }, {}])
})
