import type { FastifyInstance } from 'fastify'
import { readUtf8 } from './read-utf8.js'

/** JSON bodies as Fastify reads them, but an empty one counts as none and is not an error: `curl -X POST` works. */
export function registerJsonReader(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) {
      done(null, undefined)
      return
    }
    try {
      void parse(request, readUtf8(body, 'The body'), done)
    } catch (error) {
      done(error as Error)
    }
  })
}
