import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'

const root = join(__dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'mini-message-five-'))
const started: ChildProcess[] = []
afterAll(async () => {
  for (const child of started) {
    child.kill()
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true })
})

/** The commands of the first block under the heading, as they stand there. */
function commandsOf(heading: string): string[] {
  const text = readFileSync(join(root, 'server/README.md'), 'utf8')
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [, block = ''] = /```sh\n([^`]*)```/.exec(section) ?? []
  return block.trim().split('\n')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

test('the five minutes of README.md end with a message in the inbox', async () => {
  const [sandboxPort, port] = [await freePort(), await freePort()]
  const said: Record<string, string> = {}
  let apiKey = ''

  /** Runs a line of the README; one that ends with & goes on, and is waited for until it says that it is ready. */
  async function run(line: string): Promise<void> {
    const words = line.replace('8787', String(sandboxPort)).replace(/<.*>/, apiKey).split(' ')
    const [npx, name = '', ...rest] = words
    expect(npx).toBe('npx')
    const isOn = rest.at(-1) === '&'
    const cli = join(root, name.replace('mini-message-', ''), 'dist/cli.js')
    const child = spawn(process.execPath, [cli, ...rest.filter((word) => word !== '&')], {
      cwd: folder,
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ready = new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said[line] = (said[line] ?? '') + chunk.toString()
        if (isOn && /listens on|is ready/.test(said[line])) resolve()
      })
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`"${line}" ended with ${code}`))))
    })
    if (isOn) started.push(child)
    await ready
    apiKey = /mm_\S+/.exec(said[line] ?? '')?.[0] ?? apiKey
  }

  const [install, ...lines] = commandsOf('Five minutes to the first message')
  expect(install).toBe('npm install mini-message-server mini-message-sandbox')
  expect(lines).toHaveLength(4)
  for (const line of lines) await run(line)

  const inbox = await fetch(`http://127.0.0.1:${sandboxPort}/_sandbox/inbox`)
  expect(JSON.stringify(await inbox.json())).toContain('0042')
  expect(said[lines[3]!]).toContain('SENT')
}, 180_000)
