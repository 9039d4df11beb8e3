// The first lines of README.md, pasted at once, with what was built here in place of installed packages and on free
// ports. `npm run test:long -- readmes` runs them unchanged, with the packed packages.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'

const root = join(__dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'mini-message-five-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The first block under the heading, as it stands there. */
function blockOf(heading: string): string {
  const text = readFileSync(join(root, 'server/README.md'), 'utf8')
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [, block = ''] = /```sh\n([^`]*)```/.exec(section) ?? []
  return block
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

const builtPackages = `
set -e
npm() { test "$*" = "install mini-message-server mini-message-sandbox"; }
npx() { "${process.execPath}" "${root}/\${1#mini-message-}/dist/cli.js" "\${@:2}"; }
`

test('the five minutes of README.md, pasted at once, end with a message in the inbox', async () => {
  const [sandboxPort, port] = [await freePort(), await freePort()]
  const lines = blockOf('Five minutes to the first message').replaceAll('8787', String(sandboxPort))
  const shell = spawn('bash', ['-c', builtPackages + lines], {
    cwd: folder,
    detached: true,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  try {
    const [code] = (await once(shell, 'exit')) as [number]
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(': SENT ') })
    expect(statSync(join(folder, 'api-key.txt')).mode & 0o077).toBe(0)
    // The page of another user's language would begin with another phone.
    const [, userId = ''] = /phone: \S+\?user=(\d+)$/m.exec(said) ?? []
    const inbox = await fetch(`http://127.0.0.1:${sandboxPort}/superapp/inbox?userId=${userId}`)
    expect(JSON.stringify(await inbox.json())).toContain('0042')
  } finally {
    // Sandbox and server run on in the background, in the shell's group.
    process.kill(-shell.pid!, 'SIGKILL')
  }
}, 180_000)
