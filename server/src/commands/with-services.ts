import { readConfig, type Config } from '../config/settings.js'
import { pinoLog } from '../runtime.js'
import { buildServices, type Services } from '../services.js'
import type { Store } from '../store/store.js'

/** Opens the store that the environment names, for one command; sends nothing and listens nowhere. */
export async function withServices<T>(
  environment: NodeJS.ProcessEnv,
  work: (services: Services, config: Config) => Promise<T>,
  prepare = (store: Store) => store.checkSchema(),
): Promise<T> {
  const config = readConfig(environment)
  const services = buildServices(config, pinoLog('warn'))
  try {
    await prepare(services.store)
    return await work(services, config)
  } finally {
    await services.background.settled()
    await services.platform.close()
    await services.store.close()
  }
}
