import { readConfig } from './config/read-config.js'
import { pinoLog } from './log/pino-log.js'
import { ConfigError } from './sdk-error.js'
import { placeOfData } from './store/open-store.js'
import { startServer } from './start-server.js'

/** Runs the server until SIGTERM or SIGINT. The one place that knows the environment, the port and signals. */
export async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await serve(environment)
  } catch (error) {
    console.error(explain(error, environment.PORT))
    process.exitCode = 1
  }
}

async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment)
  const server = await startServer(config, pinoLog(config.LOG_LEVEL))
  const stop = () => {
    void server.close().then(() => process.exit(0))
  }
  try {
    const url = await server.app.listen({ host: config.HOST, port: config.PORT })
    console.log(`mini-message-server listens on ${url}; data in ${placeOfData(config)}`)
  } catch (error) {
    await server.close()
    throw error
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** One line where one is enough, and no stack for what the reader can mend. */
function explain(error: unknown, port = '8788'): string {
  if (error instanceof ConfigError) return `mini-message-server can't start: ${error.message}`
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `port ${port} is taken: stop what listens there, or set PORT to another one`
  return `mini-message-server can't start: ${message}`
}
