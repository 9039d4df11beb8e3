import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSandbox, type RunningSandbox } from '../../sandbox/src/index.js'
import { newApiKey } from '../src/auth.js'
import { readConfig } from '../src/config/settings.js'
import { diagnosePlatform } from '../src/doctor/diagnose.js'
import { startServer, type MerchantServer } from '../src/main.js'
import { silentLog } from '../src/runtime.js'
import { askSandbox, Backend, Visitor } from '../src/tools/check-contract/visitor.js'
import { appsFile } from './support/apps-file.js'
import { useEnvironment } from './support/environment.js'
import { emptySchema, findServer } from './support/test-database.js'

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

const site = 'ALIPAY_CN'
const shops = {
  rice: { appId: 'P0000000000000010001', clientId: 'RICE_CLIENT', templateCode: 'RICE_1', ...pair() },
  noodles: { appId: 'P0000000000000020001', clientId: 'NOODLE_CLIENT', templateCode: 'NOODLES_1', ...pair() },
}
const all = Object.values(shops)
const keys = {
  rice: newApiKey(['send', 'read'], { apps: [shops.rice.appId] }),
  noodles: newApiKey(['send', 'read'], { apps: [shops.noodles.appId] }),
}

const { folder, environment } = useEnvironment(() => ({
  DATABASE_FILE: ':memory:',
  API_KEYS: Object.values(keys)
    .map(({ setting }) => setting)
    .join(),
}))

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({
    seed: {
      merchants: all.map(({ clientId, publicKey }) => ({ clientId, publicKeys: [publicKey] })),
      miniPrograms: all.map(({ appId, clientId }) => ({
        ...{ appId, clientId, name: { en: clientId }, merchantName: { en: clientId } },
        sites: { [site]: { authClientId: `AC_${clientId}` } },
      })),
      templates: all.map(({ appId, templateCode }) => ({
        ...{ name: templateCode, channel: 'INBOX', kind: 'LONG_TERM' },
        variables: [{ name: 'orderNo', sample: '1' }],
        texts: { en: { title: 'Order ready', body: '{{orderNo}} is ready' } },
        applications: [{ appId, templateCode }],
      })),
      autoAnswer: { authorization: 'allow' },
    },
  })
})
afterAll(() => sandbox.stop())

/** The two shops with their own Client-Ids and keys: by value, from a variable and from a file. */
function appsOfShops(changed: Partial<Record<keyof typeof shops, object>> = {}): string {
  const file = join(folder, `${randomUUID()}.pem`)
  writeFileSync(file, `${shops.noodles.privateKey}\n`)
  const own = {
    rice: { clientId: shops.rice.clientId, merchantPrivateKey: { env: 'RICE_PRIVATE_KEY' } },
    noodles: { clientId: shops.noodles.clientId, merchantPrivateKey: { file } },
  }
  const apps = (['rice', 'noodles'] as const).map((name) => ({
    ...{ ...appsFile[0], appId: shops[name].appId, keyVersion: '2' },
    platformPublicKey: sandbox.credentials.platformPublicKey,
    templates: [{ templateCode: shops[name].templateCode, texts: { en: { title: 'Order ready' } } }],
    ...own[name],
    ...changed[name],
  }))
  const path = join(folder, `${randomUUID()}.json`)
  writeFileSync(path, JSON.stringify(apps))
  return path
}

/** Nothing of the platform stands in the environment itself. */
const environmentOf = (appsPath: string, more: object = {}) => ({
  ...environment,
  ...{ CLIENT_ID: undefined, MERCHANT_PRIVATE_KEY: undefined, PLATFORM_PUBLIC_KEY: undefined },
  ...{ PLATFORM_URL: sandbox.gatewayUrl, APPS_FILE: appsPath, RICE_PRIVATE_KEY: shops.rice.privateKey },
  ...more,
})

async function sendFor(url: string, name: keyof typeof shops): Promise<string> {
  const { appId, templateCode } = shops[name]
  const codes = async () => {
    const asked = { userId: '2088000000000011', appId, scopes: ['auth_user'] }
    const answer = await askSandbox(sandbox.url, '/_sandbox/jsapi/getAuthCode', asked)
    return (answer as { success: { authCode: string } }).success.authCode
  }
  const backend = new Backend(url)
  const visitor = new Visitor(backend, { appId, customerBelongsTo: site, templateCode }, codes)
  const { sessionToken } = await visitor.session()
  const { subscriptions } = await visitor.agree(sessionToken)
  const requestId = randomUUID()
  const message = {
    ...{ requestId, templateCode, to: { subscriptionId: subscriptions[0]!.subscriptionId } },
    templates: [{ language: 'en', templateParameters: { orderNo: `of-${name}` } }],
  }
  const { status, body } = await backend.post('/v1/messages', message, keys[name].key)
  expect([status, body]).toMatchObject([202, { requestId }])
  return requestId
}

/** Of a message, once it is finished. */
async function outcomeOf(url: string, name: keyof typeof shops, requestId: string): Promise<unknown> {
  for (;;) {
    const { body } = await new Backend(url).get(`/v1/messages/${requestId}`, {}, keys[name].key)
    const { status, outcome } = body as { status: string; outcome?: string }
    if (status === 'FINISHED') return outcome
  }
}

function twoMerchants(databaseUrl: () => Promise<{ url: string; drop: () => Promise<void> } | undefined>) {
  test('each with its own Client-Id and keys, reach their users through one server', async () => {
    const database = await databaseUrl()
    const config = readConfig(environmentOf(appsOfShops(), database ? { DATABASE_URL: database.url } : {}))
    const server: MerchantServer = await startServer(config, silentLog)
    try {
      const url = await server.app.listen({ port: 0, host: '127.0.0.1' })
      for (const name of ['rice', 'noodles'] as const) {
        const requestId = await sendFor(url, name)
        expect(await outcomeOf(url, name, requestId)).toBe('SENT')
        const other = name === 'rice' ? keys.noodles : keys.rice
        expect((await new Backend(url).get(`/v1/messages/${requestId}`, {}, other.key)).status).toBe(404)
      }
      const metrics = await server.services.metrics.text({
        ...{
          backlog: await server.services.store.upkeep.backlog(Date.now()),
          ...{
            deadLetters: [],
            isPaused: false,
            pool: undefined,
            appIds: [],
            limits: [],
            webhooks: [],
            now: 0,
          },
        },
      })
      for (const { appId } of all)
        expect(metrics).toContain(`app="${appId}",interface="/v2/miniprogram/message/send"`)
    } finally {
      await server.close()
      await database?.drop()
    }
  }, 60_000)
}

const database = findServer()
describe('SQLite: two merchants,', () => twoMerchants(() => Promise.resolve(undefined)))
if (database === undefined) {
  test.skip('PostgreSQL: skipped, since no server was found; set TEST_DATABASE_URL to run it', () => {})
} else {
  describe('PostgreSQL: two merchants,', () => twoMerchants(() => emptySchema(database)))
}

test('the doctor asks for each app with its own keys', async () => {
  const { privateKey } = pair()
  const config = readConfig(environmentOf(appsOfShops({ noodles: { merchantPrivateKey: privateKey } })))
  expect(await diagnosePlatform(config, { appId: shops.rice.appId })).toMatchObject({ cause: 'NOTHING' })
  expect(await diagnosePlatform(config, { appId: shops.noodles.appId })).toMatchObject({ cause: 'WRONG_KEY' })
})

describe('in APPS_FILE,', () => {
  const problemOf = (noodles: object, more: object = {}) => {
    try {
      readConfig(environmentOf(appsOfShops({ noodles }), more))
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }

  test('an app takes what it has not from the environment', () => {
    const { rice } = shops
    const config = readConfig(
      environmentOf(appsOfShops({ noodles: { clientId: undefined, merchantPrivateKey: undefined } }), {
        ...{ CLIENT_ID: 'C1', MERCHANT_PRIVATE_KEY: rice.privateKey, PLATFORM_PUBLIC_KEY: rice.publicKey },
      }),
    )
    const [, noodles] = config.APPS_FILE
    expect(noodles?.credentials).toMatchObject({ clientId: 'C1', signingKeys: [{ keyVersion: '2' }] })
    expect(noodles?.credentials?.signingKeys[0].privateKey.equals(config.MERCHANT_PRIVATE_KEY[0]!)).toBe(true)
  })

  test('what every app has need not stand in the environment; what one lacks must', () => {
    expect(problemOf({})).toBe('')
    expect(problemOf({ merchantPrivateKey: undefined })).toContain('MERCHANT_PRIVATE_KEY is not set')
  })

  test.each<[string, object, string]>([
    [
      'a variable that is not set',
      { merchantPrivateKey: { env: 'NOWHERE' } },
      '(variable NOWHERE) is not set',
    ],
    [
      'a file that is missing',
      { merchantPrivateKey: { file: '/nowhere' } },
      '(file /nowhere): this file does not exist',
    ],
    [
      'a key in the wrong place',
      { merchantPrivateKey: shops.rice.publicKey },
      'merchantPrivateKey is a public key',
    ],
    ['a version for no key', { keyVersion: '2,1' }, 'keyVersion names 2, merchantPrivateKey holds 1'],
    [
      'its own key as the platform’s',
      { platformPublicKey: shops.noodles.publicKey },
      'public half of merchantPrivateKey',
    ],
    ['a version that is none', { keyVersion: 'new' }, 'keyVersion must be a whole number'],
  ])('%s is named with its app', (_what, changed, message) => {
    const { privateKey } = shops.noodles
    const problem = problemOf({ merchantPrivateKey: privateKey, ...changed })
    expect(problem).toContain(`app ${shops.noodles.appId}`)
    expect(problem).toContain(message)
    expect(problem).not.toContain(privateKey)
  })
})
