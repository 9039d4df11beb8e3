#!/usr/bin/env node
import { explainStartFailure, runCli } from './run-cli.js'

try {
  const sandbox = await runCli(process.argv)
  const { url, gatewayUrl } = sandbox
  console.log(`Sandbox is ready: ${url}/ (gateway ${gatewayUrl}, credentials ${url}/_sandbox/credentials)`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void sandbox.stop().then(() => process.exit(0))
    })
  }
} catch (error) {
  console.error(explainStartFailure(error))
  process.exitCode = 1
}
