import type { Command } from 'commander'
import { SdkError } from '../contract/errors.js'
import { pauseSending, resumeSending } from '../outbox/pause.js'
import { backUpSqlite } from '../store/backup.js'
import { withServices } from './with-services.js'

/** A copy of the database, and what has to be done when one takes its place. */
export function registerBackupCommands(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command('backup <file>')
    .description(
      'copies the SQLite database while it is used; a server that starts on the copy sends nothing',
    )
    .action((file: string) =>
      withServices(environment, async (_services, { DATABASE_URL, DATABASE_FILE }) => {
        if (DATABASE_URL !== undefined)
          throw new SdkError(
            'NOT_SQLITE',
            `PostgreSQL copies itself: pg_dump --format=custom --file=${file} "$DATABASE_URL"; see docs/backup.md`,
          )
        await backUpSqlite(DATABASE_FILE, file)
        console.log(
          `${file}: whole, as ${DATABASE_FILE} was when this began. Keys and apps.json are not in it`,
        )
      }),
    )

  program
    .command('restored')
    .description('after a restore and before the server starts: nothing is sent until resume-sending')
    .action(() =>
      withServices(environment, async (services) => {
        await pauseSending(services)
        console.log('nothing is sent until you run resume-sending: see docs/backup.md')
      }),
    )

  program
    .command('resume-sending')
    .description('after a restore, when later withdrawals were seen to: messages and webhooks leave again')
    .option('--give-up', 'what was queued in the copy is not sent: it ends UNKNOWN, among the dead letters')
    .action(({ giveUp = false }: { giveUp?: boolean }) =>
      withServices(environment, async (services) => {
        const resumed = await resumeSending(services, { giveUp })
        const { queued } = await services.store.upkeep.backlog(await services.store.now(services.clock))
        console.log(
          resumed
            ? `messages leave again: ${queued} are queued, ${resumed.givenUp} were given up`
            : 'nothing to do: sending was not paused',
        )
      }),
    )
}
