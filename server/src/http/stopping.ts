import type { FastifyInstance } from 'fastify'

/**
 * A stop waits until every connection has ended, and a client keeps its own open for the next request. So what is
 * answered during a stop says that there will be none.
 */
export function closeConnectionsWhenStopping(app: FastifyInstance): void {
  let isStopping = false
  app.addHook('preClose', (done) => {
    isStopping = true
    done()
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping) void reply.header('connection', 'close')
    done()
  })
}
