import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { EncodingError, readUtf8 } from './read-json.js'
import { startSandbox, type RunningSandbox } from './start-sandbox.js'

interface Options {
  port: number
  host: string
  hostname: string[]
  corsOrigin: string[]
  https?: true
  seed?: string
  state?: string
  stateData?: true
  h5?: string
  dsl?: string
  miniProgram?: string
  webhook?: string
}

/** Beside this file's folder, in the sources as in the built package. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** The options that there are. */
export const commandLine = (): Command =>
  new Command('mini-message-sandbox')
    .version(version)
    .description('AIMPDP and the super app on this machine: signed gateway, authorization page, inbox.')
    .option('--port <number>', 'TCP port; 0 takes a free one', readPort, 8787)
    .option('--https', 'speak https, with a certificate of its own; its CA is at /_sandbox/ca.pem')
    .option('--host <address>', 'address to listen on; 0.0.0.0 in a container', '127.0.0.1')
    .option('--hostname <name>', 'a name beside localhost that clients use; may be given again', oneMore, [])
    .option('--cors-origin <origin>', 'a page that may read all answers; may be given again', oneMore, [])
    .option('--h5 <url>', 'address of the H5 mini program that the phone shows')
    .option('--dsl <url>', 'address of a DSL mini program, served by mini-program-simulator, beside it')
    .option('--mini-program <folder>', 'a DSL mini program to build, serve and show beside it')
    .option('--webhook <url>', 'post every delivered message there, as JSON')
    .option('--seed <file>', 'YAML or JSON: what the sandbox starts with (default: a chicken rice shop)')
    .option('--state <folder>', 'keep the keys and the CA in this folder, so that they survive a restart')
    .option('--state-data', 'with --state: keep the messages there too; a reset removes them')

/** Starts the sandbox as the command line says, and tells where it is. Errors are for `explainStartFailure`. */
export async function runCli(
  argv: readonly string[],
  { log, warn }: Pick<Console, 'log' | 'warn'>,
): Promise<RunningSandbox> {
  const command = commandLine()
  command.parse([...argv])
  const { port, host, hostname, corsOrigin, https, h5, dsl, miniProgram, webhook, state, stateData, seed } =
    command.opts<Options>()
  const seedText = seed === undefined ? undefined : await readSeedFile(seed)
  const sandbox = await startSandbox({
    port,
    host,
    hostnames: hostname,
    corsOrigins: corsOrigin,
    https,
    h5Url: h5,
    dslUrl: dsl,
    miniProgramFolder: miniProgram,
    webhookUrl: webhook,
    stateDir: state,
    stateData,
    seed: seedText,
  })
  const { url, gatewayUrl } = sandbox
  log(`Sandbox is ready: ${url}/ (gateway ${gatewayUrl}, credentials ${url}/_sandbox/credentials)`)
  if (https) {
    const file = state === undefined ? '' : `, or the file ${join(state, 'ca.pem')}`
    log(`Clients have to trust its CA: ${url}/_sandbox/ca.pem${file}`)
  }
  if (!isLoopback(host)) {
    warn(
      `Warning: it listens on ${host}. Whoever reaches this machine there can read the merchant's private key and all messages: let it hold no data of real people.`,
    )
  }
  for (const origin of corsOrigin) {
    warn(`Warning: scripts of ${origin} can read everything here, the merchant's private key too.`)
  }
  return sandbox
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

async function readSeedFile(file: string): Promise<string> {
  const what = `--seed ${file}`
  try {
    return readUtf8(await readFile(file), what)
  } catch (cause) {
    if (cause instanceof EncodingError) throw cause
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'this file does not exist' : String(code)
    throw new Error(`${what} cannot be read: ${why}.`, { cause })
  }
}

/** One line that says what to do. */
export function explainStartFailure(error: unknown): string {
  const { code, port, message } = Object(error) as { code?: unknown; port?: unknown; message?: unknown }
  if (code === 'EADDRINUSE') {
    return `Port ${String(port)} is taken: stop what uses it, or choose another with --port.`
  }
  return typeof message === 'string' ? message : String(error)
}

const oneMore = (text: string, before: string[]): string[] => [...before, text]

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('It must be a number from 0 to 65535.')
}
