import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, type Config } from '../../src/config/settings.js'
import { diagnosePlatform, diagnoseRequest } from '../../src/doctor/diagnose.js'
import { signedRequest } from '../../src/platform/signing.js'
import { readPublicKey, readPrivateKey } from '../../src/config/environment.js'
import { appsFile } from '../support/apps-file.js'
import { pem } from '../support/known-answers.js'
import { PlatformStub, stubClientId } from '../support/platform-stub.js'

const folder = mkdtempSync(join(tmpdir(), 'mini-message-doctor-'))
writeFileSync(join(folder, 'apps.json'), JSON.stringify(appsFile))
afterAll(() => rmSync(folder, { recursive: true }))

let stub: PlatformStub
let config: Config
beforeEach(async () => {
  stub = await PlatformStub.start()
  const key = Buffer.alloc(32, 1).toString('base64')
  config = readConfig({
    PLATFORM_URL: stub.baseUrl,
    CLIENT_ID: stubClientId,
    MERCHANT_PRIVATE_KEY: pem('merchant-private'),
    PLATFORM_PUBLIC_KEY: pem('platform-public'),
    APPS_FILE: join(folder, 'apps.json'),
    ...{
      API_KEYS: 'x'.repeat(24),
      SESSION_KEY: key,
      SUBJECT_KEY: key,
      LEDGER_KEY: key,
      ENCRYPTION_KEYS: `k:${key}`,
    },
  })
})
afterEach(() => stub.stop())

const path = '/v2/authorizations/applyToken'
const otherPrivate = [readPrivateKey(pem('platform-private'), 'k')]
const otherPublic = [readPublicKey(pem('merchant-public'), 'k')]

test('a configuration that works has nothing wrong, and burns no code', async () => {
  expect(await diagnosePlatform(config)).toMatchObject({ cause: 'NOTHING' })
  expect(stub.calls[0]?.fields.authCode).toMatch(/^DOCTOR/)
})

test.each<[string, () => Partial<Config>, string, string]>([
  [
    'another merchant key',
    () => ({ MERCHANT_PRIVATE_KEY: otherPrivate }),
    'WRONG_KEY',
    'MERCHANT_PRIVATE_KEY',
  ],
  [
    'our own public key as the platform’s',
    () => ({ PLATFORM_PUBLIC_KEY: otherPublic }),
    'SWAPPED_KEYS',
    'PLATFORM_PUBLIC_KEY',
  ],
  ['another client id', () => ({ CLIENT_ID: 'OTHER' }), 'CLIENT_ID', 'CLIENT_ID'],
  ['another path', () => ({ PLATFORM_URL: `${stub.baseUrl}/x` }), 'PATH_OR_PREFIX', 'PLATFORM_URL'],
  ['an address where nobody is', () => ({ PLATFORM_URL: 'http://127.0.0.1:9' }), 'NO_ANSWER', 'PLATFORM_URL'],
])('with %s it says so', async (_case, changed, cause, remedy) => {
  expect(await diagnosePlatform({ ...config, ...changed() })).toMatchObject({
    cause,
    remedy: expect.stringContaining(remedy),
  })
})

test('a wrong clock is recognised by the answer’s time', async () => {
  const clock = { now: () => Date.now() + 400_000, monotonic: () => 0 }
  expect(await diagnosePlatform(config, { clock })).toMatchObject({ cause: 'CLOCK_SKEW' })
})

test.each([
  [404, 'PATH_OR_PREFIX'],
  [502, 'NOT_THE_PLATFORM'],
])('HTTP status %i is %s', async (status, cause) => {
  stub.failNext(path, { kind: 'http', status })
  expect(await diagnosePlatform(config)).toMatchObject({ cause })
})

test('an answer without a signature is nobody’s', async () => {
  stub.failNext(path, { kind: 'unsigned' })
  expect(await diagnosePlatform(config)).toMatchObject({ cause: 'UNSIGNED' })
})

test('another refusal is reported with its remedy', async () => {
  stub.failNext(path, { kind: 'result', status: 'F', code: 'ACCESS_DENIED' })
  expect(await diagnosePlatform(config)).toMatchObject({
    cause: 'PLATFORM_SAYS',
    detail: expect.stringContaining('ACCESS_DENIED'),
  })
})

describe('a recorded request', () => {
  const now = Date.parse('2026-11-20T04:00:00Z')
  const recorded = async (changed: object = {}) => {
    const key = { privateKey: readPrivateKey(pem('merchant-private'), 'k'), keyVersion: '1' }
    const body = '{"appId":"P1"}'
    const { url, headers } = await signedRequest(new URL('https://host/api/open'), path, body, {
      clientId: stubClientId,
      key,
      now,
    })
    return { url, headers, body, ...changed }
  }

  test('that is right has nothing wrong', async () => {
    expect(diagnoseRequest(config, await recorded(), now)).toMatchObject({ cause: 'NOTHING' })
  })

  test.each<[string, object, string]>([
    ['whose body was written anew', { body: '{ "appId": "P1" }' }, 'CHANGED_BODY'],
    ['whose body says something else', { body: '{"appId":"P2"}' }, 'WRONG_KEY'],
    ['whose body got a newline', { body: '{"appId":"P1"}\n' }, 'CHANGED_BODY'],
    ['whose prefix was cut off', { url: path }, 'PATH_OR_PREFIX'],
    ['without Client-Id', { headers: {} }, 'CLIENT_ID'],
    ['without a signature', { headers: { 'Client-Id': stubClientId } }, 'UNSIGNED'],
  ])('%s', async (_case, changed, cause) => {
    expect(diagnoseRequest(config, await recorded(changed), now)).toMatchObject({ cause })
  })

  test('of another client is told, although its signature fits', async () => {
    expect(diagnoseRequest({ ...config, CLIENT_ID: 'OTHER' }, await recorded(), now)).toMatchObject({
      cause: 'CLIENT_ID',
    })
  })
})
