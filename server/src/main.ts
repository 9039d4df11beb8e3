import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { ApiKeys } from './auth.js'
import { readConfig, type Config } from './config/settings.js'
import { Retention } from './consent/retention.js'
import { Report } from './console/report.js'
import { ConfigError } from './contract/errors.js'
import { WebhookPoster } from './events/post.js'
import { Webhooks } from './events/webhooks.js'
import { buildApp, type AppOptions } from './http/app.js'
import { buildConsole } from './http/console-page.js'
import { FilesRead, Reloader } from './reload.js'
import { pinoLog, type EventLog } from './runtime.js'
import { noticeRestore } from './outbox/pause.js'
import { Sender } from './outbox/sender.js'
import { buildServices, type ServiceOptions, type Services } from './services.js'
import { placeOfData } from './store/open.js'
import type { Store } from './store/store.js'
import { StoreUnavailable } from './store/database.js'

/**
 * Runs the server until SIGTERM or SIGINT. The one place that knows the environment, the port and signals. On SIGHUP the
 * configuration is read again, from what `readAgain` gives; so it is when its files change.
 */
export async function main(environment: NodeJS.ProcessEnv, readAgain = () => environment): Promise<void> {
  try {
    await serve(environment, readAgain)
  } catch (error) {
    console.error(explain(error, environment.CONSOLE_PORT))
    process.exitCode = 1
  }
}

async function serve(environment: NodeJS.ProcessEnv, readAgain: () => NodeJS.ProcessEnv): Promise<void> {
  const files = new FilesRead()
  const config = readConfig(environment, files.read)
  const log = pinoLog(config.LOG_LEVEL)
  const server = await startServer(config, log)
  const reloader = new Reloader(server, { readAgain, log, files })
  const reload = () => {
    reloader.reload()
  }
  const stop = () => {
    process.off('SIGHUP', reload)
    reloader.close()
    void server.close().then(() => process.exit(0))
  }
  try {
    const url = await server.app.listen({ host: config.HOST, port: config.PORT })
    console.log(`mini-message-server listens on ${url}; data in ${placeOfData(config)}`)
    if (server.console) {
      const page = await server.console.listen({ host: config.CONSOLE_HOST, port: config.CONSOLE_PORT ?? 0 })
      console.log(`console: ${page}/console`)
    }
  } catch (error) {
    await server.close()
    throw error
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('SIGHUP', reload)
  if (config.WATCH_FILES) reloader.watch()
}

/** One line where one is enough, and no stack for what the reader can mend. */
function explain(error: unknown, consolePort?: string): string {
  if (error instanceof ConfigError) return `mini-message-server can't start: ${error.message}`
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') {
    const setting = String(port) === consolePort ? 'CONSOLE_PORT' : 'PORT'
    return `port ${port} is taken: stop what listens there, or set ${setting} to another one`
  }
  return `mini-message-server can't start: ${message}`
}

/** The merchant server, ready to listen or to be mounted, with its outbox being sent. */
export interface MerchantServer {
  app: FastifyInstance
  /** The page for support and operations, with what it asks; undefined where CONSOLE_PORT is empty. */
  console?: FastifyInstance
  services: Services
  sender: Sender
  /** Takes apps with their keys, the platform's keys and API keys from this configuration; all else needs a new start. */
  reload(config: Config): void
  /** Ends in order, within STOP_TIMEOUT_MS: no new requests, attempts under way recorded, database closed. */
  close(): Promise<void>
}

export interface StartOptions extends ServiceOptions {
  /** Resolves after that many milliseconds; a test passes its own. */
  pause?: (ms: number) => Promise<void>
}

/** Opens the store, waits while its server is away, starts the sender and builds the app; never listens. */
export async function startServer(
  config: Config,
  log: EventLog,
  { pause = (ms) => delay(ms), ...options }: StartOptions = {},
): Promise<MerchantServer> {
  const services = buildServices(config, log, options)
  try {
    await migrateWhenThere(services.store, pause)
    await noticeRestore(services)
  } catch (error) {
    await services.platform.close()
    await services.store.close()
    throw error
  }
  const sender = new Sender(services, {
    concurrency: config.CONCURRENCY,
    perSecond: config.MESSAGES_PER_SECOND,
  })
  const apiKeys = new ApiKeys(config.API_KEYS)
  const http: AppOptions = {
    services,
    sender,
    apiKeys,
    allowedOrigins: config.ALLOWED_ORIGINS,
    trustProxy: config.TRUST_PROXY,
    requestsPerMinute: config.REQUESTS_PER_MINUTE,
    apiDocs: config.API_DOCS,
    // What is left is for closing in order.
    stopTimeoutMs: 0.8 * config.STOP_TIMEOUT_MS,
  }
  const app = await buildApp(http)
  const consoleApp = config.CONSOLE_PORT === undefined ? undefined : await buildConsole(http)
  services.metrics.watchProcess()
  sender.start()
  const retention = new Retention(services, config.RETENTION_DAYS)
  retention.start()
  const report = new Report(services, sender)
  report.start()
  const poster = new WebhookPoster({ privateTargets: config.WEBHOOK_PRIVATE_TARGETS, proxy: config })
  const webhooks = new Webhooks(services, poster.post)
  webhooks.start()
  const close = async () => {
    // Sending ends beside the requests: a connection that hangs must not take its time.
    await Promise.all([
      ...[app.close(), consoleApp?.close()],
      ...[sender.stop(), retention.stop(), webhooks.stop()],
    ])
    await poster.close()
    await services.background.settled()
    await report.stop()
    await services.platform.close()
    await services.store.close()
  }
  let closing: Promise<void> | undefined
  return {
    app,
    ...(consoleApp && { console: consoleApp }),
    services,
    sender,
    reload: ({ APPS_FILE, API_KEYS }) => {
      services.apps.replace(APPS_FILE)
      apiKeys.replace(API_KEYS)
      // What waited for an app that is there again may be due.
      sender.wake()
    },
    close: () => (closing ??= within(config.STOP_TIMEOUT_MS, close(), () => log('warn', 'stop-cut-short'))),
  }
}

const lookAgainMs = 1_000

/** A machine that comes up may have this server before its database: nothing is served until it is there. */
async function migrateWhenThere(store: Store, pause: (ms: number) => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await store.migrate()
      return
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || error.isLasting) throw error
    }
    await pause(lookAgainMs)
  }
}

/** Resolves when the work has ended, or when its time is over: what is left loses nothing when the process ends. */
async function within(ms: number, work: Promise<void>, onLate: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onLate()
      resolve()
    }, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
