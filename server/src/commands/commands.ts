import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readTemplates } from '../apps.js'
import { apiScopes, newApiKey, readAppIds, readExpiry, readName, readScopes } from '../auth.js'
import { readConfig, type Config } from '../config/settings.js'
import { eraseUser, exportUser } from '../consent/erase.js'
import { SdkError } from '../contract/errors.js'
import type { Finding } from '../doctor/signature.js'
import { diagnosePlatform, diagnoseRequest, type RecordedRequest } from '../doctor/diagnose.js'
import { isoTime } from '../runtime.js'
import { listDeadLetters, resendDeadLetter, viewStored } from '../outbox/messages.js'
import { describePause } from '../outbox/pause.js'
import { placeOfData } from '../store/open.js'
import { rotateEncryption } from '../tokens/stored-tokens.js'
import { registerBackupCommands } from './backup.js'
import { addApp, apiKeyFile, init, initForSandbox } from './init.js'
import { registerLeavingCommands } from './leaving.js'
import { templateTypes } from './template-types.js'
import { tryMessage } from './try-message.js'
import { untilAnswers } from './until-answers.js'
import { readExpected, verifyLedger } from './verify-ledger.js'
import { newWebhookSecret, runWebhooks, type WebhooksArguments } from './webhooks.js'
import { withServices } from './with-services.js'

interface InitOptions {
  sandbox?: string
  ifMissing?: true
  app?: string
  clientId?: string
}

/** Commands of operation; each reads the same environment as the server. */
export function registerCommands(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command('init [folder]')
    .description('makes keys, secrets, .env and apps.json for a new server; never overwrites')
    .option('--sandbox <url>', 'a running mini-message-sandbox: takes keys, app and template from it')
    .option(
      '--if-missing',
      'does nothing where there is a .env already, for scripts that run it at each start',
    )
    .option('--app <appId>', 'adds this app, with a signing key of its own, to the APPS_FILE that is there')
    .option('--client-id <id>', 'of that app (default: CLIENT_ID)')
    .action(async (folder: string | undefined = '.', options: InitOptions) => {
      const { sandbox, ifMissing, app: appId, clientId } = options
      if (appId !== undefined) {
        const { APPS_FILE: appsFile = 'apps.json' } = environment
        const added = addApp(folder, { appId, appsFile, ...(clientId !== undefined && { clientId }) })
        console.log(`wrote ${added.files.join(', ')}
Edit the new app there. At the platform, ${appId}-public.pem belongs under its Development Configuration; what that shows as
Client-Id and platform key belongs to the app as "clientId" and "platformPublicKey", where it is not the environment's.
API key for this app alone, shown this once: ${added.apiKey}
add to API_KEYS: ${added.setting}`)
        return
      }
      if (ifMissing && existsSync(join(folder, '.env'))) return
      if (sandbox !== undefined) {
        await untilAnswers(sandbox, { say: console.log })
        const { files } = await initForSandbox(folder, sandbox)
        console.log(`wrote ${files.join(', ')}`)
        return
      }
      const { apiKey, files } = init(folder)
      console.log(`wrote ${files.join(', ')}\nAPI key, shown this once (only its hash is kept): ${apiKey}`)
    })

  program
    .command('try')
    .description('plays a user of a sandbox who agrees, and sends them a message through the running server')
    .requiredOption('--sandbox <url>', 'a running mini-message-sandbox')
    .option('--api-key <key>', `one that may send and read (default: the one in ${apiKeyFile})`)
    .option('--server <url>', 'default: the HOST and PORT of the environment')
    .action(async (options: { sandbox: string; apiKey?: string; server?: string }) => {
      const { sandbox, apiKey = readApiKeyFile(), server } = options
      const { HOST, PORT } = readConfig(environment)
      const serverUrl = server ?? `http://${HOST}:${PORT}`
      await untilAnswers(sandbox, { say: console.log })
      await untilAnswers(`${serverUrl}/healthz`, { say: console.log })
      const isSent = await tryMessage({ serverUrl, sandboxUrl: sandbox, apiKey, say: console.log })
      process.exitCode = isSent ? 0 : 1
    })

  program
    .command('api-key')
    .description('makes a key for one of your systems, and the line for API_KEYS')
    .option('--scopes <scopes>', `joined by |: ${apiScopes.join(', ')}`, 'send|read')
    .option('--name <name>', 'whose it is')
    .option('--apps <appIds>', 'it may act for these apps alone, joined by | (default: for all)')
    .option('--expires-at <time>', 'from then on it is refused, e.g. 2027-01-31')
    .action((given: { scopes: string; name?: string; apps?: string; expiresAt?: string }) => {
      const { scopes, name, apps, expiresAt } = given
      const { key, setting } = newApiKey(readScopes(scopes), {
        ...(name !== undefined && { name: readName(name) }),
        ...(apps !== undefined && { apps: readAppIds(apps.split('|')) }),
        ...(expiresAt !== undefined && { expiresAt: readExpiry(expiresAt) }),
      })
      console.log(`key, shown this once: ${key}\nadd to API_KEYS: ${setting}`)
    })

  program
    .command('types')
    .description('writes the variables of your templates as TypeScript, for mini-message-server/client')
    .option('--apps <file>', 'default: APPS_FILE; its keys are not needed')
    .option('--out <file>', 'a .d.ts; default: prints it')
    .action(({ apps = environment.APPS_FILE, out }: { apps?: string; out?: string }) => {
      const types = templateTypes(readTemplatesOf(apps))
      if (out === undefined) console.log(types.trimEnd())
      else writeFileSync(out, types)
    })

  program
    .command('migrate')
    .description('brings the database up to date (the server does so at start, too)')
    .action(() =>
      withServices(
        environment,
        (_services, config) => {
          console.log(`up to date: ${placeOfData(config)}`)
          return Promise.resolve()
        },
        (store) => store.migrate(),
      ),
    )

  program
    .command('doctor')
    .description('says whether the platform and this server understand each other, and what to mend')
    .option('--request <file>', 'a recorded request instead: JSON of { url, headers, body }')
    .option(
      '--app <appId>',
      'this one alone (default: every app that has keys of its own, and one of the others)',
    )
    .action(async ({ request, app }: { request?: string; app?: string }) => {
      process.exitCode = (await runDoctor(readConfig(environment), request, app)) ? 0 : 1
    })

  program
    .command('stats')
    .description('what waits in the outbox, since when, and what became of the rest')
    .action(() =>
      withServices(environment, async ({ store, clock }) => {
        const { apps, ...all } = await store.upkeep.backlog(await store.now(clock))
        const shown = <Of extends { oldestAt: number | null }>({ oldestAt, ...waiting }: Of) => ({
          ...waiting,
          oldest: oldestAt === null ? null : isoTime(oldestAt),
        })
        const pause = await store.sending.pause()
        const paused = pause && describePause(pause).detail
        print({ ...shown(all), apps: apps.map(shown), finished: await store.upkeep.outcomes(), paused })
      }),
    )

  program
    .command('dead-letters')
    .description('lists messages that were given up')
    .option('--resend <requestId>', 'queues this one anew, with the same requestId and bytes')
    .option('--app <appId>', 'of that message, where several apps use the same requestId')
    .action(({ resend, app: appId }: { resend?: string; app?: string }) =>
      withServices(environment, async (services) => {
        print(
          resend === undefined
            ? (await listDeadLetters(services)).map(viewStored)
            : viewStored(
                await resendDeadLetter(services, {
                  requestId: resend,
                  ...(appId !== undefined && { appId }),
                }),
              ),
        )
      }),
    )

  program
    .command('webhooks')
    .description('how webhooks stand; switches one on again, or posts again what happened')
    .option('--on <appId>', 'switches it on again: what has waited is posted')
    .option('--replay', 'posts again, with the same ids, what happened --from a time on')
    .option('--from <time>', 'e.g. 2026-11-29T12:00:00Z')
    .option('--app <appId>', 'of this app alone (default: of all)')
    .option('--new-secret', 'prints a secret for WEBHOOK_SECRETS')
    .action(({ newSecret, ...asked }: WebhooksArguments & { newSecret?: true }) => {
      if (newSecret) {
        console.log(newWebhookSecret())
        return
      }
      return withServices(environment, async (services) => {
        console.log((await runWebhooks(services, asked)).join('\n'))
      })
    })

  program
    .command('verify-ledger')
    .description("checks every app's chain of the consent ledger; exit code 1 if one is broken")
    .option(
      '--expect <seq:hash...>',
      'heads noted earlier: exit code 1 if a chain does not have them any more',
    )
    .action(({ expect = [] }: { expect?: string[] }) => {
      const expected = expect.map(readExpected)
      return withServices(environment, async ({ store, ledgerKeys }) => {
        const { chains, missing } = await verifyLedger(store.ledger, ledgerKeys, expected)
        for (const { appId, rows, head, broken } of chains) {
          console.log(
            broken
              ? `BROKEN: app ${appId}, row ${broken.seq}: ${broken.why}; whole until ${head}`
              : `whole: app ${appId}, ${rows} rows, head ${head}`,
          )
        }
        if (chains.length === 0) console.log('whole: no rows')
        for (const row of missing)
          console.log(`MISSING: ${row} is in no chain: rows were cut off or rewritten since it was noted`)
        process.exitCode = missing.length === 0 && chains.every(({ broken }) => !broken) ? 0 : 1
      })
    })

  const site = [
    '--site <site>',
    'the super app that knows the user (customerBelongsTo)',
    'ALIPAY_CN',
  ] as const
  const ofApp = ['--app <appId>', 'of this app alone (default: of all)'] as const
  const personOf = (userId: string, { site: customerBelongsTo, app }: { site: string; app?: string }) => ({
    customerBelongsTo,
    userId,
    ...(app !== undefined && { appId: app }),
  })
  program
    .command('export-user <userId>')
    .description('all that is kept about a user, as JSON')
    .option(...site)
    .option(...ofApp)
    .action((userId: string, options: { site: string; app?: string }) =>
      withServices(environment, async (services) => {
        print(await exportUser(services, personOf(userId, options)))
      }),
    )
  program
    .command('erase-user <userId>')
    .description('withdraws all consent of a user and deletes what is kept about them')
    .option(...site)
    .option(...ofApp)
    .action((userId: string, options: { site: string; app?: string }) =>
      withServices(environment, async (services) => {
        print(await eraseUser(services, personOf(userId, options)))
      }),
    )

  registerLeavingCommands(program, environment)
  registerBackupCommands(program, environment)

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
  // More than one rotation may fall on a day.
  const id = `${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString('hex')}`
  console.log(
    `ENCRYPTION_KEYS=${id}:${key()},<the keys of now>\nSESSION_KEY=${key()},<the keys of now>\nThen restart every process, and run rotate-keys.`,
  )
}

const print = (value: object) => {
  console.log(JSON.stringify(value, null, 2))
}

/** Prints what is wrong and how to mend it; true when nothing is. */
async function runDoctor(config: Config, requestFile?: string, appId?: string): Promise<boolean> {
  if (requestFile !== undefined) return isWell(diagnoseRequest(config, readRequest(requestFile), Date.now()))
  const appIds = appId === undefined ? appsToAsk(config) : [appId]
  let isAllWell = true
  for (const one of appIds) {
    if (appIds.length > 1) console.log(`app ${one}:`)
    isAllWell = isWell(await diagnosePlatform(config, { appId: one })) && isAllWell
  }
  return isAllWell
}

/** Apps that sign alike are asked about once. */
function appsToAsk({ APPS_FILE: apps }: Config): string[] {
  const common = apps.find(({ own }) => !own)
  return [...(common ? [common] : []), ...apps.filter(({ own }) => own)].map(({ appId }) => appId)
}

function isWell({ cause, detail, remedy }: Finding): boolean {
  console.log(`${cause}: ${detail}\n${remedy}`)
  return cause === 'NOTHING'
}

function readRequest(file: string): RecordedRequest {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RecordedRequest
  } catch (cause) {
    throw new SdkError(
      'INVALID_REQUEST_FILE',
      `${file} is not valid JSON: it must be { url, headers, body }`,
      { cause },
    )
  }
}

/** @throws SdkError INVALID_APPS_FILE */
function readTemplatesOf(file: string | undefined): ReturnType<typeof readTemplates> {
  try {
    if (file === undefined) throw new Error('is not set: give --apps apps.json')
    return readTemplates(file)
  } catch (error) {
    throw new SdkError('INVALID_APPS_FILE', `${file ?? 'APPS_FILE'} ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** @throws SdkError NO_API_KEY */
function readApiKeyFile(): string {
  if (existsSync(apiKeyFile)) return readFileSync(apiKeyFile, 'utf8').trim()
  throw new SdkError(
    'NO_API_KEY',
    `there is no ${apiKeyFile} in this folder: give --api-key, or run this where init --sandbox wrote it`,
  )
}
