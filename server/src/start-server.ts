import type { FastifyInstance } from 'fastify'
import { buildServices, type ServiceOptions } from './build-services.js'
import type { Config } from './config/read-config.js'
import { ApiKeys } from './http/api-keys.js'
import { buildApp } from './http/app.js'
import type { EventLog } from './log/event-log.js'
import { Sender } from './outbox/sender.js'
import { Retention } from './privacy/retention.js'
import type { Services } from './services.js'

/** The merchant server, ready to listen or to be mounted, with its outbox being sent. */
export interface MerchantServer {
  app: FastifyInstance
  services: Services
  sender: Sender
  /** Ends in order: no new requests, attempts under way settled, connections and database closed. */
  close(): Promise<void>
}

/** Opens the store, starts the sender and builds the app; never listens. */
export async function startServer(
  config: Config,
  log: EventLog,
  options: ServiceOptions = {},
): Promise<MerchantServer> {
  const services = buildServices(config, log, options)
  await services.store.migrate()
  const sender = new Sender(services, { perSecond: config.MESSAGES_PER_SECOND })
  const app = await buildApp({
    services,
    sender,
    apiKeys: new ApiKeys(config.API_KEYS),
    allowedOrigins: config.ALLOWED_ORIGINS,
    trustProxy: config.TRUST_PROXY,
    requestsPerMinute: config.REQUESTS_PER_MINUTE,
  })
  sender.start()
  const retention = new Retention(services, config.RETENTION_DAYS)
  retention.start()
  return {
    app,
    services,
    sender,
    close: async () => {
      await app.close()
      await sender.stop()
      await retention.stop()
      await services.background.settled()
      await services.platform.close()
      await services.store.close()
    },
  }
}
