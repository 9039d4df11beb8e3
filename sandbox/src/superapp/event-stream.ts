import type { FastifyInstance } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Sandbox } from '../sandbox.js'
import type { SandboxEvent } from './events.js'

const format = (event: SandboxEvent): string => `data: ${JSON.stringify(event)}\n\n`

/** Server-Sent Events: what happens, to every page that is open. */
export function registerEventStream(app: FastifyInstance, sandbox: Sandbox): void {
  const open = new Set<ServerResponse>()

  app.get('/superapp/events', (request, reply) => {
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    // The first bytes tell the page that it is connected, and that a reload of the inbox misses nothing.
    stream.write(': connected\n\n')
    open.add(stream)
    const stop = sandbox.events.subscribe((event) => stream.write(format(event)))
    request.raw.on('close', () => {
      stop()
      open.delete(stream)
    })
  })

  // A stream never ends by itself: without this the server would wait for every open page.
  app.addHook('preClose', (done) => {
    for (const stream of open) stream.end()
    done()
  })
}
