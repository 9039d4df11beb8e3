import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox, type RunningSandbox } from '../../../sandbox/src/index.js'
import { readConfig } from '../../src/config/settings.js'
import { sandboxApp } from '../../src/tools/check-contract/visitor.js'
import { checkContract, type CheckResult } from '../../src/tools/check-contract/check-contract.js'
import { silentLog } from '../../src/runtime.js'
import { startServer, type MerchantServer } from '../../src/main.js'
import { appsFile } from '../support/apps-file.js'

let sandbox: RunningSandbox
let server: MerchantServer
let url: string
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mini-message-contract-'))
  writeFileSync(join(folder, 'apps.json'), JSON.stringify(appsFile))
  sandbox = await startSandbox()
  const { credentials, gatewayUrl } = sandbox
  const key = Buffer.alloc(32, 1).toString('base64')
  const config = readConfig({
    DATABASE_FILE: ':memory:',
    PLATFORM_URL: gatewayUrl,
    CLIENT_ID: credentials.clientId,
    MERCHANT_PRIVATE_KEY: credentials.merchantPrivateKey,
    PLATFORM_PUBLIC_KEY: credentials.platformPublicKey,
    APPS_FILE: join(folder, 'apps.json'),
    API_KEYS: 'a-key-of-24-characters-or-more',
    SESSION_KEY: key,
    SUBJECT_KEY: key,
    LEDGER_KEY: key,
    ENCRYPTION_KEYS: `k:${key}`,
  })
  server = await startServer(config, silentLog)
  url = await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  await server.close()
  await sandbox.stop()
  rmSync(folder, { recursive: true })
})

const check = async (backendUrl = url): Promise<CheckResult[]> =>
  checkContract({ url: backendUrl, ...(await sandboxApp(sandbox.url)) })

// Above a hundred requests, on a machine that may be busy.
jest.setTimeout(60_000)

test('our server keeps every rule, against the sandbox', async () => {
  const results = await check()
  expect(results.filter(({ broken }) => broken)).toEqual([])
  expect(results.length).toBeGreaterThan(20)
})

test('a backend that answers a constant keeps no rule but the one about cookies', async () => {
  const constant = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"subscriptions":[]}'))
  })
  await new Promise<void>((resolve) => constant.listen(0, '127.0.0.1', resolve))
  const { port } = constant.address() as AddressInfo
  const results = await check(`http://127.0.0.1:${String(port)}`)
  constant.close()
  expect(results.filter(({ broken }) => broken === undefined).map(({ rule }) => rule)).toEqual([
    'no cookie is set and no credentials are allowed',
  ])
})

test('a broken rule is reported with what was expected and what came', async () => {
  jest.spyOn(server.services.store.authCodes, 'claim').mockResolvedValue(true)
  jest.spyOn(server.services.sessions, 'read').mockReturnValue(undefined)
  const broken = (await check()).filter((result) => result.broken)
  expect(broken).toContainEqual({
    rule: 'AGREE with a fresh code subscribes, REJECT without one withdraws',
    broken: expect.stringMatching(/^expected 200, got 401 SESSION_EXPIRED: the session is unknown/),
  })
})
