import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { apiScopes, newApiKey, readScopes } from '../http/api-key.js'
import { readConfig } from '../config/read-config.js'
import { listDeadLetters, resendDeadLetter } from '../outbox/dead-letters.js'
import { viewStored } from '../outbox/view-message.js'
import { eraseUser } from '../privacy/erase-user.js'
import { exportUser } from '../privacy/export-user.js'
import { placeOfData } from '../store/open-store.js'
import { rotateEncryption } from '../tokens/rotate-encryption.js'
import { init, initForSandbox } from './init.js'
import { runDoctor } from './run-doctor.js'
import { tryMessage } from './try-message.js'
import { verifyLedger } from './verify-ledger.js'
import { withServices } from './with-services.js'

const print = (value: object) => {
  console.log(JSON.stringify(value, null, 2))
}

/** Commands of operation; each reads the same environment as the server. */
export function registerCommands(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command('init [folder]')
    .description('makes keys, secrets, .env and apps.json for a new server; never overwrites')
    .option('--sandbox <url>', 'a running mini-message-sandbox: takes keys, app and template from it')
    .action(async (folder: string | undefined, { sandbox }: { sandbox?: string }) => {
      const { apiKey, files } =
        sandbox === undefined ? init(folder ?? '.') : await initForSandbox(folder ?? '.', sandbox)
      console.log(`wrote ${files.join(', ')}\nAPI key, shown this once (only its hash is kept): ${apiKey}`)
    })

  program
    .command('try')
    .description('plays a user of a sandbox who agrees, and sends them a message through the running server')
    .requiredOption('--sandbox <url>', 'a running mini-message-sandbox')
    .requiredOption('--api-key <key>', 'one that may send and read')
    .option('--server <url>', 'default: the HOST and PORT of the environment')
    .action(async ({ sandbox, apiKey, server }: { sandbox: string; apiKey: string; server?: string }) => {
      const { HOST, PORT } = readConfig(environment)
      const serverUrl = server ?? `http://${HOST}:${PORT}`
      const isSent = await tryMessage({ serverUrl, sandboxUrl: sandbox, apiKey, say: console.log })
      process.exitCode = isSent ? 0 : 1
    })

  program
    .command('api-key')
    .description('makes a key for one of your systems, and the line for API_KEYS')
    .option('--scopes <scopes>', `joined by |: ${apiScopes.join(', ')}`, 'send|read')
    .action(({ scopes }: { scopes: string }) => {
      const { key, setting } = newApiKey(readScopes(scopes))
      console.log(`key, shown this once: ${key}\nadd to API_KEYS: ${setting}`)
    })

  program
    .command('migrate')
    .description('brings the database up to date (the server does so at start, too)')
    .action(() =>
      withServices(environment, (_services, config) => {
        console.log(`up to date: ${placeOfData(config)}`)
        return Promise.resolve()
      }),
    )

  program
    .command('doctor')
    .description('says whether the platform and this server understand each other, and what to mend')
    .option('--request <file>', 'a recorded request instead: JSON of { url, headers, body }')
    .action(async ({ request }: { request?: string }) => {
      process.exitCode = (await runDoctor(readConfig(environment), request)) ? 0 : 1
    })

  program
    .command('stats')
    .description('what waits in the outbox, since when, and what became of the rest')
    .action(() =>
      withServices(environment, async ({ store }) => {
        const { oldestAt, ...backlog } = await store.upkeep.backlog()
        const oldest = oldestAt === null ? null : new Date(oldestAt).toISOString()
        print({ ...backlog, oldest, finished: await store.upkeep.outcomes() })
      }),
    )

  program
    .command('dead-letters')
    .description('lists messages that were given up')
    .option('--resend <requestId>', 'queues this one anew, with the same requestId and bytes')
    .action(({ resend }: { resend?: string }) =>
      withServices(environment, async (services) => {
        print(
          resend === undefined
            ? (await listDeadLetters(services)).map(viewStored)
            : viewStored(await resendDeadLetter(services, resend)),
        )
      }),
    )

  program
    .command('verify-ledger')
    .description('checks the chain of the consent ledger; exit code 1 if it is broken')
    .action(() =>
      withServices(environment, async ({ store }) => {
        const { rows, head, brokenAt } = await verifyLedger(store.ledger)
        console.log(
          brokenAt === undefined ? `whole: ${rows} rows, last hash ${head}` : `BROKEN at row ${brokenAt}`,
        )
        process.exitCode = brokenAt === undefined ? 0 : 1
      }),
    )

  const site = [
    '--site <site>',
    'the super app that knows the user (customerBelongsTo)',
    'ALIPAY_CN',
  ] as const
  program
    .command('export-user <userId>')
    .description('all that is kept about a user, as JSON')
    .option(...site)
    .action((userId: string, { site: customerBelongsTo }: { site: string }) =>
      withServices(environment, async (services) => {
        print(await exportUser(services, { customerBelongsTo, userId }))
      }),
    )
  program
    .command('erase-user <userId>')
    .description('withdraws all consent of a user and deletes what is kept about them')
    .option(...site)
    .action((userId: string, { site: customerBelongsTo }: { site: string }) =>
      withServices(environment, async (services) => {
        print(await eraseUser(services, { customerBelongsTo, userId }))
      }),
    )

  program
    .command('rotate-keys')
    .description(
      'encrypts every stored token, and user information, with the first of ENCRYPTION_KEYS; --new prints new keys',
    )
    .option('--new', 'prints values to put in front of ENCRYPTION_KEYS and SESSION_KEY')
    .action(async ({ new: isNew }: { new?: true }) => {
      if (isNew) {
        printNewKeys()
        return
      }
      await withServices(environment, async (services) => {
        const count = await rotateEncryption(services)
        console.log(
          `${count} tokens and users' records encrypted anew with key "${services.cipher.currentId}": the older ENCRYPTION_KEYS may go, and SESSION_KEYs that were replaced more than 15 minutes ago`,
        )
      })
    })
}

function printNewKeys(): void {
  const key = () => randomBytes(32).toString('base64')
  const id = new Date().toISOString().slice(0, 10)
  console.log(
    `ENCRYPTION_KEYS=${id}:${key()},<the keys of now>\nSESSION_KEY=${key()},<the keys of now>\nThen restart every process, and run rotate-keys.`,
  )
}
