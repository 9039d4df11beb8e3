// An app of `examples/` as its readers would make it: installed and built by its own tools.
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pack } from '../pack.mjs'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** The apps, and where their build puts app.json. */
export const frameworkApps = [
  { name: 'taro-react', output: 'dist' },
  { name: 'taro-vue', output: 'dist' },
  { name: 'uni-app', output: 'dist/build/mp-alipay' },
  { name: 'remax', output: 'dist' },
]

/**
 * Runs a command of npm in a folder. Throws with all that it printed when it fails.
 * @param {string} folder
 * @param {...string} args
 */
async function npm(folder, ...args) {
  try {
    await run('npm', [...args, '--no-audit', '--no-fund'], {
      ...{ cwd: folder, maxBuffer: 2 ** 26, shell: process.platform === 'win32' },
      env: { ...process.env, NODE_ENV: undefined, CI: 'true' },
    })
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error)
    throw new Error(`npm ${args.join(' ')} failed in ${folder}\n${`${stdout}\n${stderr}`.slice(-4000)}`, {
      cause: error,
    })
  }
}

/**
 * As npm installs a package without dependencies, but without another look at a thousand others.
 * @param {string} file
 * @param {string} into
 */
async function unpack(file, into) {
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into)
  await run('tar', ['-xzf', file, '-C', into, '--strip-components', '1'])
}

/**
 * `folder` holds app.json.
 * @typedef {{ folder: string, seconds: { install: number, build: number }, remove(): void }} BuiltApp
 */

/**
 * Its packages as its lock file says, ours packed and installed, its own build command. Outside of this repository,
 * or a package that it lacks would be found here. FRAMEWORK_APPS names a folder in which installs stay for the next
 * run.
 * @param {string} name
 * @param {string} output
 * @returns {Promise<BuiltApp>}
 */
export async function buildApp(name, output) {
  const kept = process.env['FRAMEWORK_APPS']
  const work = kept ? join(kept, name) : mkdtempSync(join(tmpdir(), `mini-message-${name}-`))
  const remove = () => {
    if (!kept) rmSync(work, { recursive: true, force: true })
  }
  const app = join(work, 'app')
  const packed = join(work, 'packed')
  try {
    for (const folder of [join(app, 'src'), join(app, 'dist'), packed])
      rmSync(folder, { recursive: true, force: true })
    mkdirSync(packed, { recursive: true })
    cpSync(join(root, 'examples', name), app, { recursive: true })
    const startedAt = Date.now()
    // `install` and not `ci`: it keeps to the lock file as well, but `ci` refuses one that lacks Taro's programs for
    // other platforms, which the registry did not serve in this version.
    if (!existsSync(join(app, 'node_modules'))) await npm(app, 'install', '--ignore-scripts')
    await unpack(pack('.', packed).tarball, join(app, 'node_modules', 'mini-message'))
    const installedAt = Date.now()
    await npm(app, 'run', 'build')
    const seconds = {
      install: Math.round((installedAt - startedAt) / 1000),
      build: Math.round((Date.now() - installedAt) / 1000),
    }
    return { folder: join(app, output), seconds, remove }
  } catch (error) {
    remove()
    throw error
  }
}
