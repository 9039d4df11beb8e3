import type { Socket } from 'node:net'
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

/** How long a request that is being answered may take to end while the sandbox stops. */
const graceMs = 500

/**
 * Lets a stop end soon. A connection whose last answer goes out while the app closes would otherwise be kept for a
 * next request (72 s); and a request that was sent by half, or an answer that nobody reads, would never end: after
 * `graceMs` what is still open is cut. Sockets are counted here, since Node's own list lacks one that has not
 * finished its TLS handshake.
 */
export function keepNoConnectionWhileStopping(app: FastifyInstance): void {
  const open = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  app.addHook('preClose', (done) => {
    app.server.keepAliveTimeout = 1
    const cut = setTimeout(() => open.forEach((socket) => socket.destroy()), graceMs)
    app.server.once('close', () => clearTimeout(cut))
    done()
  })
}
