import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { stoppingSignal } from '../stopping.js'
import type { GatewayContext } from './gateway-call.js'
import { answerRequest, refuseRequest, type GatewayReply } from './receive.js'
import { gatewayPrefix, type IncomingRequest } from './incoming-request.js'
import { GatewayRefusal } from './result-codes.js'

/** AIMPDP's OpenAPI under /api/open: every path is ours, and every answer is HTTP 200 with a signed result. */
export function registerGateway(app: FastifyInstance, context: GatewayContext): void {
  const stopping = stoppingSignal(app)

  app.register((gateway, _options, done) => {
    // The signature covers the bytes as sent, so nothing may parse them first.
    gateway.removeAllContentTypeParsers()
    gateway.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body)
    })
    gateway.setErrorHandler((error: Error, request, reply) => {
      const refusal = new GatewayRefusal('PARAM_ILLEGAL', `The request could not be read: ${error.message}`)
      return send(reply, refuseRequest(incoming(request), context, refusal), stopping)
    })
    gateway.all(`${gatewayPrefix}/*`, (request, reply) =>
      send(reply, answerRequest(incoming(request), context), stopping),
    )
    done()
  })
}

function send(reply: FastifyReply, answer: GatewayReply, stopping: AbortSignal): FastifyReply {
  if (answer.delayMs === 0) return put(reply, answer)
  // A sandbox that is told to stop does not wait for its own delays.
  void wait(answer.delayMs, undefined, { signal: stopping }).then(
    () => put(reply, answer),
    () => reply.raw.destroy(),
  )
  return reply
}

function put(reply: FastifyReply, answer: GatewayReply): FastifyReply {
  if (answer.kind === 'answer')
    return reply.code(answer.answer.httpStatus).headers(answer.answer.headers).send(answer.answer.body)
  if (answer.kind === 'error') {
    return reply.code(answer.httpStatus).type('text/plain').send('An error that a fault of the sandbox made.')
  }
  reply.hijack()
  reply.raw.destroy()
  return reply
}

function incoming(request: FastifyRequest): IncomingRequest {
  const header = (name: string): string | undefined => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(',') : value
  }
  return {
    method: request.method,
    uri: request.raw.url ?? '',
    host: header('host'),
    clientId: header('client-id'),
    requestTime: header('request-time'),
    signature: header('signature'),
    contentType: header('content-type'),
    accept: header('accept'),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}
