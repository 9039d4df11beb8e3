import type { FastifyInstance } from 'fastify'

/** JSON bodies as Fastify reads them, but an empty one is no body instead of an error: `curl -X POST` works. */
export function registerJsonReader(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, body.toString(), done)
  })
}
