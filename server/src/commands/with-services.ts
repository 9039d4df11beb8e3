import { buildServices } from '../build-services.js'
import { readConfig, type Config } from '../config/read-config.js'
import { pinoLog } from '../log/pino-log.js'
import type { Services } from '../services.js'

/** Opens the store that the environment names, for one command; sends nothing and listens nowhere. */
export async function withServices<T>(
  environment: NodeJS.ProcessEnv,
  work: (services: Services, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment)
  const services = buildServices(config, pinoLog('warn'))
  try {
    await services.store.migrate()
    return await work(services, config)
  } finally {
    await services.background.settled()
    await services.platform.close()
    await services.store.close()
  }
}
