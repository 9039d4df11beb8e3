import type { FastifyInstance } from 'fastify'
import type { Socket } from 'node:net'

const body = JSON.stringify({
  error: {
    code: 'HTTPS_ONLY',
    message:
      'This port speaks https, and the request came as http: begin its address with https://, and let the client ' +
      'trust the CA, which is at /_sandbox/ca.pem (curl -k) and with --state in ca.pem of that folder.',
  },
})
const answer = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: application/json; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(body)}`,
  'Connection: close',
  '',
  body,
].join('\r\n')

/** Tells a client that speaks http to the https port what is wrong; Node alone cuts its connection without a word. */
export function answerPlainHttp(app: FastifyInstance): void {
  app.server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: object) => {
    if (error.code !== 'ERR_SSL_HTTP_REQUEST') return
    // Node has no public name for the connection below a TLS socket. A Node without this one says nothing, as before.
    const { _parent: connection } = socket as { _parent?: Socket }
    // A client that has gone already needs no answer.
    connection?.on('error', () => undefined)
    connection?.end(answer)
  })
}
