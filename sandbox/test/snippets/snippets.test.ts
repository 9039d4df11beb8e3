import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSandbox, type RunningSandbox } from '../../src/index.js'
import { snippets } from '../../src/snippets/all.js'
import type { Snippet } from '../../src/snippets/snippet.js'

const run = promisify(execFile)
const commands: Record<Snippet['language'], string> = {
  curl: 'sh',
  node: process.execPath,
  java: 'java',
  python: 'python3',
}
const needs: Record<Snippet['language'], string[][]> = {
  curl: [
    ['curl', '--version'],
    ['openssl', 'version'],
  ],
  node: [],
  java: [['java', '-version']],
  python: [
    ['python3', '--version'],
    ['openssl', 'version'],
  ],
}
const isThere = ([command = '', ...options]: string[]): boolean => spawnSync(command, options).status === 0
const missing = (language: Snippet['language']): string[] | undefined =>
  needs[language].find((command) => !isThere(command))

let sandbox: RunningSandbox
let folder: string
let key: string

beforeAll(async () => {
  sandbox = await startSandbox()
  sandbox.autoAnswer({ authorization: 'allow' })
  folder = await mkdtemp(join(tmpdir(), 'snippets-'))
  key = join(folder, 'key.pem')
  await writeFile(key, sandbox.credentials.merchantPrivateKey)
})
afterAll(async () => {
  await sandbox.stop()
  await rm(folder, { recursive: true })
})

/** Runs the snippet against a gateway address and gives the result code that it printed. */
async function codeOf(language: Snippet['language'], gatewayUrl: string, authCode?: string): Promise<string> {
  const snippet = snippets({ ...sandbox.credentials, gatewayUrl }).find((one) => one.language === language)!
  const file = join(folder, snippet.fileName)
  await writeFile(file, snippet.code)
  const env = { ...process.env, MERCHANT_KEY: key, ...(authCode !== undefined && { AUTH_CODE: authCode }) }
  const { stdout } = await run(commands[language], [file], { env, timeout: 50_000 })
  return (JSON.parse(stdout) as { result: { resultCode: string } }).result.resultCode
}

async function freshCode(): Promise<string> {
  const answer = await fetch(`${sandbox.url}/_sandbox/jsapi/getAuthCode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scopes: ['auth_user'] }),
  })
  return ((await answer.json()) as { success: { authCode: string } }).success.authCode
}

/** Stands between the snippet and the sandbox and changes one byte of the body. */
async function changingProxy(): Promise<{ gatewayUrl: string; close: () => void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      body[2] = body[2]! ^ 1
      const wanted = ['content-type', 'client-id', 'request-time', 'signature']
      const headers = wanted.map((name): [string, string] => [name, String(request.headers[name])])
      void fetch(`${sandbox.url}${request.url ?? ''}`, { method: 'POST', headers, body })
        .then((answer) => answer.text())
        .then((text) => response.end(text))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { gatewayUrl: `http://127.0.0.1:${port}/api/open`, close: () => server.close() }
}

const languages = ['curl', 'node', 'java', 'python'] as const
for (const language of languages) {
  const without = missing(language)
  const reason = without ? ` (skipped: ${without.join(' ')} does not run here)` : ''
  const testHere = without ? test.skip : test

  testHere(
    `the ${language} snippet exchanges a code, and is refused with one byte changed${reason}`,
    async () => {
      const { gatewayUrl, close } = await changingProxy()
      try {
        expect(await codeOf(language, gatewayUrl)).toBe('SIGNATURE_INVALID')
        expect(await codeOf(language, sandbox.gatewayUrl)).toBe('INVALID_AUTHCODE')
        expect(await codeOf(language, sandbox.gatewayUrl, await freshCode())).toBe('SUCCESS')
      } finally {
        close()
      }
    },
    200_000,
  )
}

test('the route gives every snippet for this sandbox, none with the key in it', async () => {
  const { snippets: given } = (await (await fetch(`${sandbox.url}/_sandbox/snippets`)).json()) as {
    snippets: Snippet[]
  }
  expect(given.map(({ language }) => language)).toEqual(languages)
  for (const { code } of given) {
    expect(code).toContain(sandbox.credentials.clientId)
    expect(code).not.toContain('PRIVATE KEY')
  }
})
