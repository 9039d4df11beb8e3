// Every package, packed, is installed and used by the Node versions of package.json here; so are the repository's own
// tests of the front end and the whole loop. What passed goes into docs/versions.md.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { pack, packageFolders } from '../../scripts/pack.mjs'

jest.setTimeout(600_000)

const root = join(__dirname, '../..')
const { dependencies } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const versions = Object.keys(dependencies).map((name) => name.replace('node-', ''))
const binariesOf = (version: string) => join(__dirname, 'node_modules', `node-${version}`, 'bin')

const run = promisify(execFile)

/** Runs a script by this version of Node, which is also the `node` of all that it starts. */
async function node(version: string, cwd: string, ...args: string[]): Promise<string> {
  const PATH = [binariesOf(version), process.env['PATH']].join(delimiter)
  // What jest sets for its own processes.
  const env = { ...process.env, PATH, JEST_WORKER_ID: undefined, NODE_ENV: undefined }
  try {
    const options = { cwd, env, maxBuffer: 2 ** 26 }
    return (await run(join(binariesOf(version), 'node'), args, options)).stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`node ${args.join(' ')}\n${`${stdout}\n${stderr}`.slice(-4000)}`, { cause: error })
  }
}

const work = mkdtempSync(join(tmpdir(), 'mini-message-node-versions-'))
let npm: string
const tarballs = new Map<string, string>()
beforeAll(async () => {
  // The versions bring no npm of their own: engine-strict goes by the Node that runs it.
  const { stdout } = await run('npm', ['root', '-g'])
  npm = join(stdout.trim(), 'npm/bin/npm-cli.js')
  for (const folder of packageFolders) {
    const { name, tarball } = pack(folder, work)
    tarballs.set(name, tarball)
  }
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** What shows that an installed package works: a script that prints "works". */
const uses: Record<string, string> = {
  'mini-message': `import { SubscribeMsg } from 'mini-message'
    import { configure } from 'mini-message/es/configure'
    import { answerWith } from 'mini-message/testing'
    if (SubscribeMsg && configure && answerWith) console.log('works')`,
  'mini-message-server': `import { openSqliteStore, contractDocument, signParts } from 'mini-message-server'
    if (openSqliteStore && contractDocument && signParts) console.log('works')`,
  'mini-message-sandbox': `import { startSandbox } from 'mini-message-sandbox'
    const sandbox = await startSandbox({ port: 0 })
    const { status } = await fetch(sandbox.url)
    await sandbox.stop()
    if (status === 200) console.log('works')`,
  'mini-program-simulator': `import { mkdirSync, writeFileSync } from 'node:fs'
    import { build } from 'mini-program-simulator'
    mkdirSync('shop/index', { recursive: true })
    writeFileSync('shop/app.json', '{"pages":["index/index"]}')
    writeFileSync('shop/app.js', 'App({})')
    writeFileSync('shop/index/index.json', '{}')
    writeFileSync('shop/index/index.js', 'Page({})')
    writeFileSync('shop/index/index.axml', '<view>Noodles</view>')
    const { script } = await build({ folder: 'shop' })
    if (script.includes('Noodles')) console.log('works')`,
}

const rows = [
  ...Object.keys(uses).map((name) => `\`${name}\`: \`npm install --engine-strict\`, then used`),
  '`npm start -- --once` in the repository',
  'tests of `src/` and `h5/`',
]
const [once, tests] = rows.slice(-2) as [string, string]
const passed = new Set<string>()
const pass = (row: string, version: string) => passed.add(`${row} ${version}`)

describe.each(versions)('on Node %s', (version) => {
  test.each(Object.keys(uses))('%s is installed with --engine-strict, and works', async (name) => {
    const folder = join(work, version, name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    writeFileSync(join(folder, 'use.js'), uses[name]!)
    const strict = ['--engine-strict', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    await node(version, folder, npm, 'install', ...strict, tarballs.get(name)!)
    expect(await node(version, folder, 'use.js')).toBe('works\n')
    pass(rows[Object.keys(uses).indexOf(name)]!, version)
  })

  test('npm start -- --once ends well', async () => {
    await node(version, root, 'scripts/start.mjs', '--once')
    pass(once, version)
  })

  test('the tests of src/ and h5/ pass', async () => {
    const jest = join(root, 'node_modules/jest/bin/jest.js')
    await node(version, root, jest, '--selectProjects', 'src', 'h5', '--maxWorkers=2', '--silent')
    pass(tests, version)
  })
})

/** The table of docs/versions.md, from what passed above. */
afterAll(() => {
  const cells = (row: string) =>
    versions.map((version) => (passed.has(`${row} ${version}`) ? 'passed' : '**failed**'))
  const table = [
    ['', ...versions.map((version) => `Node ${version}`)],
    ['---', ...versions.map(() => '---')],
    ...rows.map((row) => [row, ...cells(row)]),
  ]
  const lines = table.map((row) => `| ${row.join(' | ')} |`).join('\n')
  process.stdout.write(`${lines}\n`)
  const page = join(root, 'docs/versions.md')
  const [start, end] = ['<!-- table of Node versions -->', '<!-- end of the table -->']
  const text = readFileSync(page, 'utf8')
  const between = new RegExp(`${start}[^]*${end}`)
  if (!between.test(text)) throw new Error(`docs/versions.md lacks the place for the table: ${start}`)
  writeFileSync(page, text.replace(between, `${start}\n${lines}\n${end}`))
})
