// The tutorial's own page and server, as a reader would have copied them, from the tap to the inbox.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takePorts } from '../../scripts/start/ports.mjs'
import { launchBrowser } from '../support/browser'

jest.setTimeout(180_000)

const root = join(__dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'tutorial-'))
const running: ChildProcess[] = []
afterAll(async () => {
  const alive = running.filter(({ exitCode }) => exitCode === null)
  const gone = alive.map((child) => new Promise((exited) => child.once('exit', exited)))
  for (const child of alive) child.kill()
  await Promise.all(gone)
  rmSync(folder, { recursive: true, force: true })
})

/** Starts a script in the reader's folder; settles when it has written `ready`. */
function start(args: string[], ready: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } })
  running.push(child)
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(said)))
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text.toString()
        if (said.includes(ready)) resolve()
      })
  })
}

test('the shop of the tutorial notifies', async () => {
  const ports = await takePorts(0)
  const text = readFileSync(join(root, 'docs/tutorial.md'), 'utf8')
    .replaceAll('127.0.0.1:8787', `127.0.0.1:${ports.sandbox}`)
    .replaceAll('127.0.0.1:8788', `127.0.0.1:${ports.server}`)
    .replace('listen(8789', `listen(${ports.shop}`)
  const block = (language: string) => new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(text)![1]!
  writeFileSync(join(folder, 'index.html'), block('html'))
  writeFileSync(join(folder, 'shop.mjs'), block('js'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/mini-message'))

  const [sandbox, server] = ['sandbox', 'server'].map((part) => join(root, part, 'dist/cli.js'))
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`
  await start([sandbox!, '--port', `${ports.sandbox}`, '--h5', `http://127.0.0.1:${ports.shop}/`], 'is ready')
  execFileSync(process.execPath, [server!, 'init', '--sandbox', sandboxUrl], { cwd: folder })
  await start([server!], 'listens on', { PORT: `${ports.server}` })
  await start(['shop.mjs'], 'shop:')

  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  await page.goto(`${sandboxUrl}/?lang=en`)
  const shop = page.locator('iframe').first().contentFrame()
  await shop.getByRole('button', { name: 'Order' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await shop.getByRole('button', { name: 'Agree' }).click()
  await shop.getByText('Ordered. We will tell you.').waitFor()
  const answer = await fetch(`${sandboxUrl}/_sandbox/wait-for-message?timeoutMs=60000`)
  expect(await answer.text()).toContain('Order 0042 is ready')
  await browser.close()
})
