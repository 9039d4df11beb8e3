import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError } from 'commander'
import { startSandbox, type RunningSandbox } from './start-sandbox.js'

interface Options {
  port: number
  seed?: string
  state?: string
  h5?: string
  dsl?: string
  miniProgram?: string
}

/** Starts the sandbox as the command line says. Errors are for `explainStartFailure`. */
export async function runCli(argv: readonly string[]): Promise<RunningSandbox> {
  const command = new Command('mini-message-sandbox')
    .description('AIMPDP and the super app on this machine: signed gateway, authorization page, inbox.')
    .option('--port <number>', 'TCP port on 127.0.0.1', readPort, 8787)
    .option('--h5 <url>', 'address of the H5 mini program that the phone shows')
    .option('--dsl <url>', 'address of a DSL mini program, served by mini-program-simulator, beside it')
    .option('--mini-program <folder>', 'a DSL mini program to build, serve and show beside it')
    .option('--seed <file>', 'YAML or JSON: what the sandbox starts with (default: a chicken rice shop)')
    .option('--state <folder>', 'keep the keys in this folder, so that they survive a restart')
  command.parse([...argv])
  const { port, h5, dsl, miniProgram, state, seed } = command.opts<Options>()
  const seedText = seed === undefined ? undefined : await readSeedFile(seed)
  return startSandbox({
    port,
    h5Url: h5,
    dslUrl: dsl,
    miniProgramFolder: miniProgram,
    stateDir: state,
    seed: seedText,
  })
}

async function readSeedFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : String(code)
    throw new Error(`--seed ${file} cannot be read: ${why}.`, { cause })
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

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('It must be a number from 0 to 65535.')
}
