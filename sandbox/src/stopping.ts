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
