import type { FastifyInstance } from 'fastify'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Sandbox } from '../sandbox.js'
import type { Dropped, SandboxEvent } from './events.js'

const format = (event: SandboxEvent | Dropped): string => `data: ${JSON.stringify(event)}\n\n`

/** Bytes that may wait for one reader. A page that sleeps, or a stopped curl, must not fill the memory. */
const longestQueue = 1024 * 1024

/** Writes events while the reader keeps up; then leaves them out, and says how many once it has caught up. */
function boundedWriter(stream: ServerResponse): (event: SandboxEvent) => void {
  let dropped = 0
  return (event) => {
    if (dropped === 0 && stream.writableLength < longestQueue) {
      stream.write(format(event))
      return
    }
    if (dropped === 0) {
      stream.once('drain', () => {
        stream.write(format({ type: 'dropped', count: dropped }))
        dropped = 0
      })
    }
    dropped += 1
  }
}

/** Server-Sent Events: what happens, to every page that is open. */
export function registerEventStream(app: FastifyInstance, sandbox: Sandbox): void {
  const open = new Set<ServerResponse>()

  app.get('/superapp/events', (request, reply) => {
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, {
      // Fastify writes nothing after a hijack: also what its hooks set, CORS headers among it, is ours to write.
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    })
    // The first bytes tell the page that it is connected, and that a reload of the inbox misses nothing.
    stream.write(': connected\n\n')
    open.add(stream)
    const stop = sandbox.events.subscribe(boundedWriter(stream))
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
