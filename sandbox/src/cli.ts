#!/usr/bin/env node
import { explainStartFailure, runCli } from './run-cli.js'

try {
  const sandbox = await runCli(process.argv, console)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void sandbox.stop().then(() => process.exit(0))
    })
  }
} catch (error) {
  console.error(explainStartFailure(error))
  process.exitCode = 1
}
