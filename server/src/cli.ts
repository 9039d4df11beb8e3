#!/usr/bin/env node
import { Command } from 'commander'
import { registerCommands } from './commands/commands.js'
import { processEnvironment } from './config/environment.js'
import { main } from './main.js'
import { runCheckContract, type CheckContractArguments } from './tools/check-contract/check-contract.js'

const environment = processEnvironment()
const program = new Command('mini-message-server')
  .description(
    'Merchant server: swaps auth codes, keeps consent, sends messages. Settings come from the environment, and from .env where there is one.',
  )
  .action(() => main(environment, processEnvironment))

program
  .command('check-contract <url>')
  .description('runs the rules of docs/contract.md against a live backend; exit code 1 if one is broken')
  .option('--sandbox <url>', 'a running mini-message-sandbox that gives app, template and auth codes')
  .option(
    '--auth-code-command <command>',
    'prints a fresh auth code of user $MINI_MESSAGE_USER, first or second',
  )
  .option('--app-id <id>', 'the mini program')
  .option('--site <site>', 'customerBelongsTo (default ALIPAY_CN)')
  .option('--template <code>', 'a template of the mini program')
  .action(async (url: string, options: CheckContractArguments) => {
    const isKept = await runCheckContract(url, options)
    process.exitCode = isKept ? 0 : 1
  })

registerCommands(program, environment)

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
