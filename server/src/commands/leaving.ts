import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { deleteApp, exportApp } from '../consent/leaving.js'
import { SdkError } from '../contract/errors.js'
import { withServices } from './with-services.js'

/** For a merchant who leaves. */
export function registerLeavingCommands(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command('export-app <appId> <file>')
    .description('writes all that is kept of an app into a new file, a JSON object a line')
    .action((appId: string, file: string) =>
      withServices(environment, async (services) => {
        const lines = Readable.from(exportApp(services, appId))
        // Nobody else may read it: it holds what users let the merchant see.
        await pipeline(lines, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
        console.log(`wrote ${file}`)
      }),
    )

  program
    .command('delete-app <appId>')
    .description('deletes all that is kept of an app that was taken out of APPS_FILE; its ledger stays')
    .requiredOption('--confirm <appId>', 'the same appId again')
    .option('--ledger', 'its chain of the consent ledger as well, the proof that its users agreed')
    .action((appId: string, { confirm, ledger = false }: { confirm: string; ledger?: boolean }) => {
      if (confirm !== appId)
        throw new SdkError('NOT_CONFIRMED', `--confirm ${confirm} is not ${appId}: nothing was deleted`)
      return withServices(environment, async (services) => {
        console.log(JSON.stringify(await deleteApp(services, appId, { withLedger: ledger })))
      })
    })
}
