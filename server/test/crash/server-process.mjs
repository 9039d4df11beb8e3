// One merchant server, as main.ts starts it, but with waits that fit into a test run; tells its address to who forked it.
import {
  ApiKeys,
  buildApp,
  buildServices,
  pinoLog,
  readConfig,
  Sender,
  WebhookPoster,
  Webhooks,
} from '../../dist/index.js'
import { sabotages } from './sabotage.mjs'

/** Sets this process's wall clock, as somebody may set a machine's; monotonic time goes on. */
function followClock() {
  const trueTime = Date.now
  let offsetMs = Number(process.env.CRASH_CLOCK_OFFSET_MS ?? 0)
  globalThis.Date = class extends Date {
    constructor(...given) {
      if (given.length === 0) super(trueTime() + offsetMs)
      else super(...given)
    }

    static now() {
      return trueTime() + offsetMs
    }
  }
  process.on('message', (message) => (offsetMs = message.clockOffsetMs))
}

export async function serve() {
  followClock()
  const config = readConfig(process.env)
  const built = buildServices(config, pinoLog(config.LOG_LEVEL))
  const services = sabotages[process.env.CRASH_SABOTAGE]?.(built, config) ?? built
  await services.store.migrate()
  const sender = new Sender(services, { pollMs: 50, recordMs: 400, waitsMs: [30, 60, 120, 250, 500] })
  const app = await buildApp({
    services,
    sender,
    apiKeys: new ApiKeys(config.API_KEYS),
    allowedOrigins: [],
    trustProxy: false,
    requestsPerMinute: 1_000_000,
  })
  sender.start()
  const poster = new WebhookPoster({ privateTargets: config.WEBHOOK_PRIVATE_TARGETS })
  new Webhooks(services, poster.post, { pollMs: 50, leaseMs: 400 }).start()
  process.send(await app.listen({ host: '127.0.0.1', port: 0 }))
  process.on('disconnect', () => process.exit(0))
}
