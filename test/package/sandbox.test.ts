// The packed sandbox in a backend's own tests, and the sandbox of a clone.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alsoInstall, outputOf, packInto, type PackedPackage, project } from '../support/packed-package'

jest.setTimeout(120_000)

let work: string
let packed: PackedPackage
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mini-message-sandbox-'))
  packed = packInto(work, 'sandbox')
  alsoInstall(work, ...Object.keys(packed.manifest.dependencies as object))
})
afterAll(() => rmSync(work, { recursive: true }))

const readme = readFileSync(join(project, 'sandbox/README.md'), 'utf8')
const blockOf = (file: string) =>
  readme.match(new RegExp(`\`\`\`js title=${file.replaceAll('.', '\\.')}\\n([^]*?)\`\`\``))![1]!
const tool = (...path: string[]) => join(project, 'node_modules', ...path)

test("Jest runs the README's test in CommonJS, with no option for ES modules", () => {
  writeFileSync(join(work, 'message.test.cjs'), blockOf('message.test.cjs'))
  const config = { testMatch: ['**/message.test.cjs'], transform: {}, testEnvironment: 'node' }
  writeFileSync(join(work, 'jest.config.json'), JSON.stringify(config))
  const said = outputOf(process.execPath, [tool('jest/bin/jest.js'), '--config', 'jest.config.json'], work)
  expect(said).toMatch(/^Tests: +1 passed, 1 total$/m)
})

test('in CommonJS too the page, https and pages of named origins are there', () => {
  const script = `
    const { startSandbox } = require('mini-message-sandbox')
    startSandbox({ https: true, corsOrigins: ['http://localhost:3000'] }).then(async (sandbox) => {
      console.log(Boolean(sandbox.caCertificate))
      await sandbox.stop()
      const plain = await startSandbox({ corsOrigins: ['http://localhost:3000'] })
      const answer = await fetch(plain.url + '/', { headers: { origin: 'http://localhost:3000' } })
      console.log(answer.status, answer.headers.get('access-control-allow-origin'))
      await plain.stop()
    })`
  writeFileSync(join(work, 'start.cjs'), script)
  expect(outputOf(process.execPath, ['start.cjs'], work)).toBe('true\n200 http://localhost:3000\n')
})

test('TypeScript in CommonJS gets real types', () => {
  const code = `import { startSandbox, type RunningSandbox } from 'mini-message-sandbox'
    export const start = async (): Promise<RunningSandbox> => startSandbox({ port: 0 })
    // @ts-expect-error there is no such option
    export const wrong = () => startSandbox({ prot: 0 })\n`
  writeFileSync(join(work, 'consumer.cts'), code)
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2022', '--module', 'Node16']
  expect(outputOf(process.execPath, [tool('typescript/bin/tsc'), ...flags, 'consumer.cts'], work)).toBe('')
})

test('in a clone it starts with the command that the README names', async () => {
  const command = /npm start -w sandbox/.exec(readme)![0]
  const child = spawn('bash', ['-c', `exec ${command} -- --port 0`], { cwd: project, detached: true })
  let said = ''
  try {
    await new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer) => {
        said += text.toString()
        if (said.includes('Sandbox is ready')) resolve()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', () => reject(new Error(said)))
    })
    const url = /ready: (\S+?)\/ /.exec(said)![1]!
    expect((await fetch(url)).status).toBe(200)
  } finally {
    process.kill(-child.pid!)
  }
})
