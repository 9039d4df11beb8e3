import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { startParts, urlsOf } from '../../scripts/start/parts.mjs'
import { takePorts } from '../../scripts/start/ports.mjs'
import { createProcesses } from '../../scripts/start/processes.mjs'

const root = join(__dirname, '../..')
/** The server's address in the apps' sources: that of `npm start`. */
const writtenServer = 'http://127.0.0.1:8788'

const run = promisify(execFile)

/** Runs a command of npm in a folder. Throws with all that it printed when it fails. */
async function npm(folder: string, ...args: string[]): Promise<void> {
  try {
    await run('npm', [...args, '--no-audit', '--no-fund'], {
      ...{ cwd: folder, maxBuffer: 2 ** 26, shell: process.platform === 'win32' },
      env: { ...process.env, NODE_ENV: undefined, CI: 'true' },
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`npm ${args.join(' ')} failed in ${folder}\n${`${stdout}\n${stderr}`.slice(-4000)}`, {
      cause: error,
    })
  }
}

/** The package as npm would publish it; returns the file. */
async function pack(into: string): Promise<string> {
  await npm(root, 'pack', '--ignore-scripts', '--workspaces=false', '--pack-destination', into)
  return join(
    into,
    readdirSync(into).find((name) => name.endsWith('.tgz'))!,
  )
}

/** As npm installs a package without dependencies, but without another look at a thousand others. */
async function unpack(file: string, into: string): Promise<void> {
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into)
  await run('tar', ['-xzf', file, '-C', into, '--strip-components', '1'])
}

export interface BuiltApp {
  /** Holds app.json. */
  folder: string
  seconds: { install: number; build: number }
  remove(): void
}

/**
 * An app of `examples/` as its readers would make it: its packages as its lock file says, ours packed and
 * installed, its own build command. Outside of this repository, or a package that it lacks would be found here.
 * FRAMEWORK_APPS names a folder in which installs stay for the next run.
 */
export async function buildApp(name: string, output: string): Promise<BuiltApp> {
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
    await unpack(await pack(packed), join(app, 'node_modules', 'mini-message'))
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

export interface OpenedApp {
  phone: Page
  /** The mini program on the phone. */
  program: FrameLocator
  /** What went wrong in it, as the simulator tells. */
  errors: string[]
  close(): Promise<void>
}

/** The built app on the sandbox's phone, with sandbox and server of its own: nobody has answered anything yet. */
export async function openApp(built: BuiltApp, browser: Browser): Promise<OpenedApp> {
  const ports = await takePorts(0)
  const folder = mkdtempSync(join(tmpdir(), 'mini-message-opened-'))
  const processes = createProcesses({ root, onExit: (why: string) => errors.push(why) })
  const errors: string[] = []
  try {
    cpSync(built.folder, folder, { recursive: true })
    writeServer(folder, urlsOf(ports).server)
    const { urls } = await startParts({
      ...{ processes, ports, miniProgram: folder },
      ...{ broken: undefined, say: () => undefined },
    })
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
    const phone = await context.newPage()
    phone.on('pageerror', (error) => errors.push(error.message))
    await phone.goto(urls.sandbox)
    await phone.getByRole('radio', { name: 'DSL shop' }).check({ force: true })
    const close = async () => {
      await context.close()
      await processes.stopAll()
      rmSync(folder, { recursive: true, force: true })
    }
    return { phone, program: phone.frameLocator('iframe.shop-frame'), errors, close }
  } catch (error) {
    await processes.stopAll()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Puts this server's address into the scripts. Throws when the app never names the one it was written with. */
function writeServer(folder: string, server: string): void {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name))
    .filter((file) => readFileSync(file, 'utf8').includes(writtenServer))
  if (scripts.length === 0) throw new Error(`${folder}: no script names ${writtenServer}`)
  for (const file of scripts)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(writtenServer, server))
}
