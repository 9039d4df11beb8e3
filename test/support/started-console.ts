import { randomUUID } from 'node:crypto'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { orderValues, startSandboxWithShop, type StartedSandbox } from './started-sandbox'

const cli = join(__dirname, '..', '..', 'server/dist/cli.js')
const run = promisify(execFile)

/** A person's key for the console. */
export interface Person {
  name: string
  key: string
}

export interface StartedConsole {
  sandbox: StartedSandbox
  /** Of the console's page. */
  url: string
  /** Scope console. */
  lin: Person
  /** Scope admin. */
  mei: Person
  /** A user of the sandbox agrees, and gets a message; its requestId, however it ended. */
  sendMessage: () => Promise<string>
  /** The same user gets one more in an hour; its requestId. */
  scheduleMessage: () => Promise<string>
  stop: () => Promise<void>
}

/** The built server with its console, against the built sandbox, both on free ports. */
export async function startConsole(): Promise<StartedConsole> {
  const sandbox = await startSandboxWithShop()
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-console-'))
  const server = async (...words: string[]) => {
    const ended = run(process.execPath, [cli, ...words], { cwd: folder })
    // `try` ends with 1 where the message was not sent.
    return (await ended.catch((error: unknown) => error as { stdout: string })).stdout
  }
  await server('init', '.', '--sandbox', sandbox.url)
  const personal = async (name: string, scopes: string) => {
    const [, key = '', setting = ''] =
      /: (mm_\S+)\n.*API_KEYS: (\S+)/.exec(await server('api-key', '--scopes', scopes, '--name', name)) ?? []
    return { name, key, setting }
  }
  const [lin, mei] = [await personal('lin', 'console'), await personal('mei', 'admin')]
  const shop = await personal('shop', 'send')
  const keys = [lin, mei, shop].map(({ setting }) => setting).join()
  const file = join(folder, '.env')
  const text = readFileSync(file, 'utf8').replace(/^API_KEYS=.*$/m, `$&,${keys}`)
  writeFileSync(file, `${text}\nPORT=0\nCONSOLE_PORT=0\n`)
  const child = spawn(process.execPath, [cli], { cwd: folder })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const [, serverUrl = '', url = ''] = await said(
    child,
    /listens on (\S+);[^]*console: (\S+)\/console/,
    ended,
  )
  const tryMessage = () => server('try', '--sandbox', sandbox.url, '--server', serverUrl)
  return {
    ...{ sandbox, url: `${url}/console`, lin, mei },
    async sendMessage() {
      return /accepted as (\S+)/.exec(await tryMessage())?.[1] ?? ''
    },
    async scheduleMessage() {
      const [, subscriptionId] = /AGREE with a second code gave (\S+)/.exec(await tryMessage()) ?? []
      const requestId = `later-${randomUUID()}`
      const answer = await fetch(`${serverUrl}/v1/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shop.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          requestId,
          templateCode: sandbox.credentials.templateCode,
          to: { subscriptionId },
          templates: [{ language: 'en', templateParameters: orderValues }],
          sendAt: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      })
      if (answer.status !== 202) throw new Error(await answer.text())
      return requestId
    },
    async stop() {
      child.kill('SIGTERM')
      await Promise.all([ended, sandbox.stop()])
      rmSync(folder, { recursive: true })
    },
  }
}

/** What the process prints, as soon as it fits. */
function said(child: ChildProcess, pattern: RegExp, ended: Promise<void>): Promise<RegExpExecArray> {
  let printed = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const found = pattern.exec(printed)
      if (found) resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void ended.then(() => reject(new Error(`the server did not start:\n${printed}`)))
  })
}
