#!/usr/bin/env node
import { parseArguments, usage } from './cli-arguments.js'
import { type BuildResult, serve } from './serve/serve.js'

try {
  const options = parseArguments(process.argv.slice(2))
  if (options === 'help') console.log(usage)
  else {
    const served = await serve({ ...options, onBuild: print })
    console.log(`Mini program simulator is ready: ${served.url}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void served.close().then(() => process.exit(0)))
  }
} catch (error) {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number }
  console.error(code === 'EADDRINUSE' ? `port ${port} is taken: choose another with --port` : message)
  process.exitCode = 1
}

function print({ program, failure }: BuildResult): void {
  for (const { message } of program?.warnings ?? []) console.warn(`Warning: ${message}`)
  const errors = failure instanceof AggregateError ? (failure.errors as unknown[]) : failure ? [failure] : []
  for (const error of [...(program?.errors ?? []), ...errors])
    console.error(`Error: ${error instanceof Error ? error.message : String(error)}`)
}
