#!/usr/bin/env node
import { Command } from 'commander'
import { main } from './main.js'

const program = new Command('mini-message-server')
  .description(
    'Merchant server: swaps auth codes, keeps consent, sends messages. Settings come from the environment.',
  )
  .action(() => main(process.env))

await program.parseAsync()
