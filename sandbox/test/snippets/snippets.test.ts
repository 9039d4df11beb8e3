import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { request as ask } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { startSandbox, type RunningSandbox } from '../../src/index.js'
import { snippets } from '../../src/snippets/all.js'
import { languages, type Snippet } from '../../src/snippets/snippet.js'

type Language = Snippet['language']

// A guard against what never ends: starting Java takes long on a busy machine.
jest.setTimeout(300_000)

const needs: Record<Language, string[][]> = {
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
  php: [['php', '-r', 'exit(extension_loaded("openssl") ? 0 : 1);']],
  go: [['go', 'version']],
}
const isThere = ([command = '', ...options]: string[]): boolean => spawnSync(command, options).status === 0
const missing = (language: Language): string[] | undefined =>
  needs[language].find((command) => !isThere(command))

/** A value that every language would read wrongly somewhere if it were not quoted. */
const storeName = `Yummy "Chicken" Rice's $1 \\ 好味`

let sandbox: RunningSandbox
let folder: string

beforeAll(async () => {
  sandbox = await startSandbox({ https: true, seed: { autoAnswer: { authorization: 'allow' } } })
  folder = await mkdtemp(join(tmpdir(), 'snippets-'))
  await writeFile(join(folder, 'key.pem'), sandbox.credentials.merchantPrivateKey)
  await writeFile(join(folder, 'ca.pem'), sandbox.caCertificate!)
})
afterAll(async () => {
  await sandbox.stop()
  await rm(folder, { recursive: true })
})

interface Ended {
  exitCode: number
  resultCodes: string[]
  stderr: string
}

/** Runs the command that stands with the snippet. */
async function run(language: Language, gatewayUrl: string, env: object = {}): Promise<Ended> {
  const link = 'pages%2Findex%2Findex&query=storeId%3D8888'
  const templateParameters = { orderNo: '123456', storeName, miniBodyUrl: link, miniFooterUrl: link }
  const facts = { ...sandbox.credentials, gatewayUrl, templates: [{ language: 'en', templateParameters }] }
  const snippet = snippets(facts).find((one) => one.language === language)!
  await writeFile(join(folder, snippet.fileName), snippet.code)
  const options = { cwd: folder, env: { ...process.env, ...env } }
  return new Promise((resolve) => {
    execFile('sh', ['-c', snippet.run], options, (error, stdout, stderr) => {
      const resultCodes = [...stdout.matchAll(/"resultCode":"(\w+)"/g)].map(([, code]) => code!)
      resolve({ exitCode: error === null ? 0 : 1, resultCodes, stderr })
    })
  })
}

/** Stands between the snippet and the sandbox and changes one byte of the request or of the answer. */
async function changingProxy(changed: 'request' | 'answer'): Promise<{ url: string; close: () => void }> {
  const swap = (bytes: Buffer, what: 'request' | 'answer'): Buffer => {
    if (what === changed) bytes[2] = bytes[2]! ^ 1
    return bytes
  }
  const server = createServer((incoming, outgoing) => {
    void buffer(incoming).then((body) => {
      const wanted = ['content-type', 'client-id', 'request-time', 'signature']
      const headers = Object.fromEntries(wanted.map((name) => [name, incoming.headers[name]]))
      const options = { method: 'POST', headers, ca: sandbox.caCertificate }
      ask(sandbox.url + incoming.url!, options, (answer: IncomingMessage) => {
        void buffer(answer).then((bytes) => {
          outgoing.writeHead(answer.statusCode!, answer.headers).end(swap(bytes, 'answer'))
        })
      }).end(swap(body, 'request'))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/api/open`, close: () => server.close() }
}

/** Some languages take seconds to start: `npm run test:long -- sandbox` runs them all. */
const tried = process.env['EVERY_CASE'] === 'yes' ? languages : languages.slice(0, 2)
for (const language of tried) {
  const without = missing(language)
  const reason = without ? ` (skipped: ${without.join(' ')} does not run here)` : ''
  const testHere = without ? test.skip : test

  testHere(`the ${language} snippet exchanges a code over https and sends a message${reason}`, async () => {
    const before = sandbox.inbox().length
    const ended = await run(language, sandbox.gatewayUrl, { AUTH_CODE: sandbox.getAuthCode() })
    expect(ended).toMatchObject({ exitCode: 0, resultCodes: ['SUCCESS', 'SUCCESS'] })
    expect(sandbox.inbox()).toHaveLength(before + 1)
    expect(sandbox.inbox()[0]!.body).toContain(storeName)
  })

  testHere(`the ${language} snippet is refused with one byte changed${reason}`, async () => {
    const { url, close } = await changingProxy('request')
    const ended = await run(language, url)
    close()
    expect(ended).toMatchObject({ exitCode: 0, resultCodes: ['SIGNATURE_INVALID'] })
  })

  testHere(`the ${language} snippet takes no answer with one byte changed${reason}`, async () => {
    const { url, close } = await changingProxy('answer')
    const ended = await run(language, url)
    close()
    expect(ended).toMatchObject({ exitCode: 1, resultCodes: [] })
    expect(ended.stderr).toContain('The signature of the answer is not valid.')
  })
}

test('the route gives every snippet for this sandbox, with its template, and without the key', async () => {
  const plain = await startSandbox()
  try {
    const { snippets: given } = (await (await fetch(`${plain.url}/_sandbox/snippets`)).json()) as {
      snippets: Snippet[]
    }
    expect(given.map(({ language }) => language)).toEqual(languages)
    for (const { code, run: command } of given) {
      expect(code).toContain(plain.credentials.clientId)
      expect(code).toContain(plain.credentials.templateCode)
      expect(code).toContain('Yummy Chicken Rice')
      expect(code).not.toContain('PRIVATE KEY--')
      expect(command).not.toContain('ca.pem')
    }
  } finally {
    await plain.stop()
  }
})
