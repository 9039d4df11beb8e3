import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { startParts, urlsOf } from '../../scripts/start/parts.mjs'
import { takePorts } from '../../scripts/start/ports.mjs'
import { createProcesses } from '../../scripts/start/processes.mjs'
import type { BuiltApp } from '../../scripts/test/framework-app.mjs'

const root = join(__dirname, '../..')
/** The server's address in the apps' sources: that of `npm start`. */
const writtenServer = 'http://127.0.0.1:8788'

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
