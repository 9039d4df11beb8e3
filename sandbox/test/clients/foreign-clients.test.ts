// Backends in other languages that share no line with us, over http and over the sandbox's own https.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { startSandbox, type RunningSandbox, type StartOptions } from '../../src/index.js'

// A guard against what never ends: starting Java takes long on a busy machine.
jest.setTimeout(200_000)

const client = (name: string): string => join(import.meta.dirname, name)
const running: RunningSandbox[] = []
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'clients-'))))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()))
})

interface Ended {
  exitCode: number
  stdout: string
  stderr: string
}

/** A sandbox whose user allows everything, and what a client in another language needs of it. */
async function open(options: StartOptions) {
  const sandbox = await startSandbox({ ...options, seed: { autoAnswer: { authorization: 'allow' } } })
  running.push(sandbox)
  const { credentials } = sandbox
  const codes = { user: sandbox.getAuthCode(), message: sandbox.getAuthCode() }
  return { sandbox, credentials, codes }
}

const end = (command: string, options: string[], env: object, input = ''): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(command, options, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : 1, stdout, stderr })
    })
    Readable.from([input]).pipe(child.stdin!)
  })

interface Client {
  name: string
  isThere: boolean
  options: StartOptions
  run: (opened: Awaited<ReturnType<typeof open>>) => Promise<Ended>
}

const clients: Client[] = [
  {
    name: 'PHP over http',
    isThere: spawnSync('php', ['-r', 'exit(extension_loaded("openssl") ? 0 : 1);']).status === 0,
    options: {},
    run: ({ credentials: { bareKeys, ...credentials }, codes }) => {
      const settings = {
        ...credentials,
        ...bareKeys,
        userAuthCode: codes.user,
        messageAuthCode: codes.message,
      }
      return end('php', [client('merchant.php')], {}, JSON.stringify(settings))
    },
  },
  {
    name: 'Java over https',
    isThere: spawnSync('java', ['-version']).status === 0,
    options: { https: true },
    run: ({ sandbox, credentials, codes }) => {
      const ca = join(folder, 'ca.pem')
      writeFileSync(ca, sandbox.caCertificate!)
      return end('java', ['-Dfile.encoding=UTF-8', client('Merchant.java')], {
        GATEWAY_URL: credentials.gatewayUrl,
        CLIENT_ID: credentials.clientId,
        APP_ID: credentials.appId,
        CUSTOMER_BELONGS_TO: credentials.customerBelongsTo,
        TEMPLATE_CODE: credentials.templateCode,
        MERCHANT_PRIVATE_KEY: credentials.bareKeys.merchantPrivateKeyPkcs8,
        PLATFORM_PUBLIC_KEY: credentials.bareKeys.platformPublicKeySpki,
        USER_AUTH_CODE: codes.user,
        MESSAGE_AUTH_CODE: codes.message,
        CA_FILE: ca,
      })
    },
  },
]

for (const { name, isThere, options, run } of clients) {
  const reason = isThere ? '' : ' (skipped: the language does not run here)'
  const testHere = isThere ? test : test.skip

  testHere(
    `${name}, written from the document: token, user, message, answers verified${reason}`,
    async () => {
      const opened = await open(options)
      const ended = await run(opened)
      expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"nickName":"小明"') })
      const [message] = opened.sandbox.inbox()
      expect(message?.body).toMatch(/好味鸡饭 "(PHP|Java)".*123456/)
      expect(ended.stdout).toContain(message!.messageId)
      const requests = opened.sandbox.requests()
      expect(requests.map(({ resultCode }) => resultCode)).toEqual(requests.map(() => 'SUCCESS'))
    },
  )

  testHere(`${name} stops at an answer that the platform did not sign${reason}`, async () => {
    const opened = await open(options)
    opened.sandbox.addFault({ effect: 'wrong-signature', endpoint: '/v2/miniprogram/message/send' })
    const ended = await run(opened)
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr + ended.stdout).toContain('not signed by the platform')
  })
}
