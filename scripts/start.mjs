// One command from a fresh clone to a phone on the screen. Node built-ins only until the install is done.
import { join } from 'node:path'
import { readArguments, usage } from './start/arguments.mjs'
import { build, buildIsStale } from './start/build.mjs'
import { install, installIsMissing } from './start/install.mjs'
import { releaseMiniProgram } from './start/mini-program.mjs'
import { takePorts } from './start/ports.mjs'
import { createProcesses } from './start/processes.mjs'
import { startParts, urlsOf } from './start/parts.mjs'

const root = join(import.meta.dirname, '..')
const say = (name, text) => console.log(`${name.padEnd(10)} ${text}`)

async function main() {
  const options = readArguments(process.argv.slice(2))
  if (options.help) return console.log(usage)
  if (installIsMissing(root)) {
    say('install', 'packages, as the lockfile says (about a minute, once)')
    install(root)
  }
  if (buildIsStale(root)) {
    say('build', 'components, H5 script, server, sandbox')
    build(root)
  }

  const ports = await takePorts(options.once && options.port === 8787 ? 0 : options.port)
  const processes = createProcesses({ root, onExit: (why) => leave(1, why) })
  let miniProgram
  const leave = async (code, why) => {
    if (why) console.error(why)
    await processes.stopAll()
    miniProgram?.remove()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(0))

  try {
    if (options.once) {
      const { runOnce } = await import('./start/once.mjs')
      return await leave(await runOnce({ processes, ports, broken: options.break, say }))
    }
    miniProgram = releaseMiniProgram({ root, urls: urlsOf(ports) })
    const { urls } = await startParts({ processes, ports, miniProgram: miniProgram.folder, say })
    console.log(
      `\nOpen ${urls.sandbox} : a phone with both shops, H5 and DSL, its inbox beside it. Ctrl-C stops everything.`,
    )
  } catch (error) {
    await leave(1, error.message)
  }
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
