// One merchant server, as main.ts starts it, but with waits that fit into a test run; tells its address to who forked it.
import { ApiKeys, buildApp, buildServices, pinoLog, readConfig, Sender } from '../../dist/index.js'
import { sabotages } from './sabotage.mjs'

export async function serve() {
  const config = readConfig(process.env)
  const built = buildServices(config, pinoLog(config.LOG_LEVEL))
  const services = sabotages[process.env.CRASH_SABOTAGE]?.(built) ?? built
  await services.store.migrate()
  const sender = new Sender(services, { pollMs: 50, settleMs: 400, waitsMs: [30, 60, 120, 250, 500] })
  const app = await buildApp({
    services,
    sender,
    apiKeys: new ApiKeys(config.API_KEYS),
    allowedOrigins: [],
    trustProxy: false,
    requestsPerMinute: 1_000_000,
  })
  sender.start()
  process.send(await app.listen({ host: '127.0.0.1', port: 0 }))
  process.on('disconnect', () => process.exit(0))
}
