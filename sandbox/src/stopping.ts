import type { FastifyInstance } from 'fastify'

/** Aborts when the app closes: whatever waits for a person, a message or a delay ends then. */
export function stoppingSignal(app: FastifyInstance): AbortSignal {
  const controller = new AbortController()
  app.addHook('preClose', (done) => {
    controller.abort()
    done()
  })
  return controller.signal
}

/**
 * Lets a stop end soon: a connection whose last answer goes out while the app closes would otherwise be
 * kept for a next request (72 s), and the close would wait for it.
 */
export function keepNoConnectionWhileStopping(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    app.server.keepAliveTimeout = 1
    done()
  })
}
